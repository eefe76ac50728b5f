import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findViolations } from './arrows/find-violations.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'picturerail-planted-'));
  plant(house);
});
afterEach(() => rmSync(root, { recursive: true }));

/** A house in miniature without a fault. */
const house: Readonly<Record<string, string>> = {
  'sdk/package.json': '{ "name": "@picturerail/sdk" }',
  'sdk/src/index.ts': "export * from './html.ts';",
  'sdk/src/html.ts': 'export const html = 1;',
  'core/package.json': JSON.stringify({
    name: '@picturerail/core',
    dependencies: { koa: '3.3.0' },
    imports: { '#gallery': { source: './src/gallery/index.ts', default: './dist/gallery/index.js' } },
  }),
  'core/src/config/index.ts': 'export const port = process.env.PORT;',
  'core/src/gallery/index.ts': "export { move } from './move-album.ts';",
  'core/src/gallery/move-album.ts': "import { html } from '@picturerail/sdk';\nexport const move = html;",
  'core/src/gallery/album-store.ts': "export const all = 'SELECT id FROM albums';",
  'core/src/house.ts': "import type { move } from '#gallery';\nexport type House = typeof move;",
  'core/src/http/index.ts':
    "import Koa from 'koa';\nimport { move } from '#gallery';\nimport type { House } from '../house.ts';\nexport const app = (house: House) => [Koa, move, house];",
  'core/src/main.ts': "import { app } from '#http';\nexport { app };",
  'core/src/cli/index.ts': "import { app } from '../main.ts';\napp;",
  'plugins/tags/package.json': '{ "name": "@picturerail/plugin-tags", "peerDependencies": { "@picturerail/sdk": "^0.2.0" } }',
  'plugins/tags/src/index.ts': "import { html } from '@picturerail/sdk';\nexport default html;",
  'plugins/tags/src/contract.ts': 'export interface Tags { readonly names: string[] }',
  'plugins/map/package.json': '{ "name": "@picturerail/plugin-map" }',
  'plugins/map/src/index.ts': 'export default 1;',
  'themes/atelier/package.json': '{ "name": "@picturerail/theme-atelier" }',
};

function plant(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

it('a house without a fault passes', () => {
  expect(findViolations(root)).toEqual([]);
});

const faults: readonly [title: string, files: Readonly<Record<string, string>>, found: RegExp][] = [
  ['the core, from a plugin', { 'plugins/tags/src/bad.ts': "import { openHouse } from '@picturerail/core';" }, /bad\.ts:1 imports "@picturerail\/core"/],
  [
    'the core, from a plugin, as a type',
    { 'plugins/tags/src/bad.ts': "import type { House } from '@picturerail/core';" },
    /bad\.ts:1 imports "@picturerail\/core"/,
  ],
  ['the core, from a plugin, by path', { 'plugins/tags/src/bad.ts': "export * from '../../../core/src/gallery/index.ts';" }, /bad\.ts:1 leaves its package/],
  ['the core, from a plugin, at run time', { 'plugins/tags/src/bad.ts': "\nawait import('@picturerail/core');" }, /bad\.ts:2 imports "@picturerail\/core"/],
  ['a computed name, from a plugin', { 'plugins/tags/src/bad.ts': "const name = 'x';\nawait import(name);" }, /bad\.ts:2 imports a name that is computed/],
  ['the core, from a theme', { 'themes/atelier/src/bad.ts': "import '@picturerail/core';" }, /themes\/atelier\/src\/bad\.ts:1 imports/],
  [
    'a plugin, from a plugin',
    { 'plugins/map/src/bad.ts': "import tags from '@picturerail/plugin-tags';" },
    /plugins\/map\/src\/bad\.ts:1 imports "@picturerail\/plugin-tags"/,
  ],
  ['a plugin, from a plugin, by path', { 'plugins/map/src/bad.ts': "import tags from '../../tags/src/index.ts';" }, /leaves its package for "\.\.\/\.\.\/tags/],
  [
    'a contract that the manifest does not name',
    { 'plugins/map/src/bad.ts': "import type { Tags } from '@picturerail/plugin-tags/contract';" },
    /without naming it/,
  ],
  [
    'a plugin, from the core',
    { 'core/src/gallery/bad.ts': "import tags from '@picturerail/plugin-tags';" },
    /core\/src\/gallery\/bad\.ts:1 imports "@picturerail\/plugin-tags": the core imports no plugin/,
  ],
  ['a plugin, from the core, by path', { 'core/src/gallery/bad.ts': "import tags from '../../../plugins/tags/src/index.ts';" }, /bad\.ts:1 leaves its package/],
  [
    'anything of ours, from the sdk',
    { 'sdk/src/bad.ts': "import { openHouse } from '@picturerail/core';" },
    /sdk\/src\/bad\.ts:1 imports "@picturerail\/core", which sdk may not/,
  ],
  [
    'a package that is not declared',
    { 'core/src/http/bad.ts': "import express from 'express';" },
    /imports "express", which core\/package\.json does not declare/,
  ],
  [
    'a cycle of files',
    {
      'core/src/gallery/a.ts': "import { b } from './b.ts';\nexport const a = b;",
      'core/src/gallery/b.ts': "import { a } from './a.ts';\nexport const b = a;",
    },
    /a cycle: core\/src\/gallery\/a\.ts -> core\/src\/gallery\/b\.ts -> core\/src\/gallery\/a\.ts/,
  ],
  ['a cycle of rooms, by types alone', { 'core/src/gallery/bad.ts': "import type { app } from '#http';" }, /a cycle: http -> gallery -> http/],
  ['a room below', { 'core/src/gallery/bad.ts': "import { app } from '#http';" }, /imports "http", which stands below "gallery"/],
  ['a neighbour in the row', { 'core/src/settings/bad.ts': "import { texts } from '#i18n';" }, /imports "i18n", which stands below "settings" or beside it/],
  ['main.ts, from a room above it', { 'core/src/http/bad.ts': "import { app } from '../main.ts';" }, /imports "main\.ts", which stands below "http"/],
  [
    'a deep import by path',
    { 'core/src/http/bad.ts': "import { move } from '../gallery/move-album.ts';" },
    /reaches from http into "core\/src\/gallery\/move-album\.ts"/,
  ],
  ['a deep import by path, as a type', { 'core/src/http/bad.ts': "import type { move } from '../gallery/move-album.ts';" }, /reaches from http into/],
  [
    'a deep import through a door',
    { 'core/src/http/bad.ts': "import { move } from '#gallery/move-album.ts';" },
    /imports "#gallery\/move-album\.ts", and there is no such room or it is a deep import/,
  ],
  [
    'a deep import of a package',
    { 'plugins/tags/src/bad.ts': "import { html } from '@picturerail/sdk/dist/html.js';" },
    /reaches into "@picturerail\/sdk\/dist\/html\.js"/,
  ],
  [
    'a deep import, declared in package.json',
    { 'core/package.json': '{ "dependencies": { "koa": "3.3.0" }, "imports": { "#gallery/*": "./src/gallery/*.ts" } }' },
    /opens "#gallery\/\*"/,
  ],
  ["a room's own door", { 'core/src/gallery/bad.ts': "import { move } from '#gallery';" }, /imports its own door/],
  [
    "what a room lends to tests, from its neighbour's code",
    { 'core/src/http/bad.ts': "import { clock } from '../gallery/testing.ts';" },
    /reaches from http into/,
  ],
  ['a room that does not exist', { 'core/src/utils/bad.ts': "import { move } from '#gallery';" }, /stands in "utils", which is no room/],
  ['a door of the core, from a plugin', { 'plugins/tags/src/bad.ts': "import { move } from '#gallery';" }, /uses "#gallery", a door of the core/],
  ['house.ts, for more than types', { 'core/src/http/bad.ts': "import { House } from '../house.ts';" }, /imports "house\.ts" for more than types/],
  ['values in house.ts', { 'core/src/house.ts': "import { move } from '#gallery';\nexport type House = typeof move;" }, /"house\.ts" holds types only/],
  ['the environment outside config', { 'core/src/http/bad.ts': 'export const port = process.env.PORT;' }, /bad\.ts:1 reads process\.env/],
  ['SQL outside a store', { 'core/src/gallery/bad.ts': "export const all = 'DELETE FROM albums';" }, /bad\.ts:1 holds SQL/],
];

it.each(faults)('%s is found', (_title, files, found) => {
  plant(files);
  expect(findViolations(root).join('\n')).toMatch(found);
});

it('a contract that the manifest names may be imported as types', () => {
  plant({
    'plugins/map/package.json': '{ "picturerail": { "optional": { "plugins": { "tags": "^1.0.0" } } } }',
    'plugins/map/src/good.ts': "import type { Tags } from '@picturerail/plugin-tags/contract';",
  });
  expect(findViolations(root)).toEqual([]);
  plant({ 'plugins/map/src/good.ts': "import { Tags } from '@picturerail/plugin-tags/contract';" });
  expect(findViolations(root)[0]).toContain('for more than types');
});

it('a unit test may use the tools of the house and what a room lends to tests', () => {
  plant({
    'package.json': '{ "devDependencies": { "vitest": "4.1.12" } }',
    'core/src/gallery/testing.ts': 'export const clock = 1;',
    'core/src/http/app.test.ts': "import { it } from 'vitest';\nimport { clock } from '../gallery/testing.ts';\nit('x', () => clock);",
  });
  expect(findViolations(root)).toEqual([]);
});
