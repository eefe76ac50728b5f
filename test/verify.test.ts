import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Commanded, commanded } from './command.ts';

interface Finding {
  readonly check: string;
  readonly problem: string;
  readonly fix: string;
}

let command: Commanded;
let home: string;
beforeAll(async () => {
  command = await commanded();
  home = await mkdtemp(join(tmpdir(), 'picturerail-verified-'));
});
afterAll(async () => {
  await command.remove();
  await rm(home, { recursive: true });
});

const verify = async (folder: string): Promise<Finding[]> => JSON.parse((await command.run(['plugin', 'verify', folder, '--json'])).out);

interface Made {
  readonly setup?: string;
  readonly before?: string;
  readonly manifest?: object;
  readonly files?: Readonly<Record<string, string>>;
}

/** A plugin of one file, with the fault it is named for. */
async function plugin(id: string, { setup = '', before = '', manifest = {}, files = {} }: Made): Promise<string> {
  const folder = join(home, id);
  const picturerail = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: '^0.2.0', entry: './index.js', ...manifest };
  const all = {
    'package.json': JSON.stringify({ name: `picturerail-${id}`, version: '1.0.0', type: 'module', picturerail }),
    'index.js': `${before}\nexport default {\n  async setup(rail) {\n${setup}\n  },\n};\n`,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const table = `export default [{ createTable: 'notes', definition: { columns: { image_id: { type: 'bigint', references: 'images' } }, primary: ['image_id'] } }];`;

const faulty: readonly (readonly [string, string, Made, RegExp])[] = [
  ['ranges', 'open-ended', { manifest: { optional: { plugins: { metadata: '>=0.1' } } } }, /The range ">=0\.1" for "metadata" has no upper end/],
  ['manifest', 'no-manifest', { manifest: { api: 7 } }, /"api" is 7, but must be of type "string"/],
  [
    'texts',
    'missing-texts',
    { files: { 'locales/en.json': '{"a":"A","b":"B"}', 'locales/de.json': '{"a":"A"}' } },
    /The language "de" lacks texts that others have: b/,
  ],
  ['texts', 'asked-texts', { manifest: { displayName: '%title%' }, files: { 'locales/en.json': '{}' } }, /The text "title" is asked for/],
  ['imports', 'undeclared-import', { before: `import 'vitest';` }, /"vitest" is imported, and package\.json does not name it/],
  ['imports', 'imports-core', { before: `import '@picturerail/core';` }, /"@picturerail\/core" is imported/],
  ['start', 'throws-in-setup', { setup: `throw new Error('no luck');` }, /does not start: .*no luck/],
  ['start', 'exits', { setup: 'process.exit(3);' }, /It ended its process \(code 3\)/],
  [
    'pages',
    'throws-in-slot',
    { setup: `rail.slot('image.panel@1', () => { throw new Error('no panel'); });` },
    /It failed in slot "image\.panel@1": .*no panel/,
  ],
  ['toggle', 'leaks-timers', { setup: 'setInterval(() => {}, 60_000).unref();' }, /more of a timer than before \(20\), made at index\.js:4/],
  [
    'toggle',
    'counts-up',
    { before: 'let starts = 0;', setup: `starts += 1; const n = starts; rail.slot('page.footer@1', (items) => items.map(() => rail.html\`<p>\${n}</p>\`));` },
    /The page \/ is another after the plugin was switched on again/,
  ],
  [
    'throws',
    'forgets-promises',
    {
      manifest: { tables: ['notes'] },
      files: { 'migrations/0001-notes.js': table },
      setup: `rail.slot('image.panel@1', (items) => { rail.db.table('notes').count(); return items.map(() => null); });`,
    },
    /A promise was rejected while its tables are away, and nobody waited for it/,
  ],
  [
    'order',
    'knows-objects',
    {
      setup: `const known = new Map();
        rail.filter('images:list', (cards) => { for (const card of cards) known.set(card.id, card); });
        rail.slot('image.badges@1', (cards) => cards.map((card) => known.get(card.id) === card ? rail.html\`<b>known</b>\` : null));`,
    },
    /is another when a plugin after it hands on copies/,
  ],
  [
    'batches',
    'asks-one-by-one',
    {
      manifest: { tables: ['notes'] },
      files: { 'migrations/0001-notes.js': table },
      setup: `rail.slot('image.badges@1', async (cards) => {
          for (const card of cards) await rail.db.table('notes').count({ image_id: card.id });
          return cards.map(() => null);
        });`,
    },
    /For an album of 2 images it asks the database \d+ times, for one of 12 images \d+ times/,
  ],
  [
    'update',
    'loses-rows',
    {
      manifest: { tables: ['notes'] },
      files: { 'migrations/0001-notes.js': table },
      setup: `await rail.db.table('notes').delete({});
        rail.after('images:imported', (images) => rail.db.table('notes').upsert(images.map(({ imageId }) => ({ image_id: imageId })), ['image_id']));`,
    },
    /Rows of its table "notes" are gone or are others after the plugin was updated/,
  ],
];

describe('picturerail plugin verify', () => {
  it.each(faulty)('finds, among %s, the fault of the plugin %s, and says what helps', async (check, id, made, problem) => {
    const findings = await verify(await plugin(id, made));
    expect(findings).toContainEqual({ check, problem: expect.stringMatching(problem), fix: expect.stringMatching(/^.{10,}\.$/) });
  });

  it.each(['plugins/metadata', 'plugins/pages', 'plugins/totp', 'themes/atelier'])('finds nothing wrong with %s', async (folder) => {
    const { code, err } = await command.run(['plugin', 'verify', resolve(folder)]);
    expect(err).toContain('It is sound.');
    expect(code).toBe(0);
  });

  it.each(['plain', 'typescript', 'theme'])('finds nothing wrong with what "plugin new" writes: %s', async (kind) => {
    const folder = join(home, `new-${kind}`);
    await command.run(['plugin', 'new', 'sunset-tours', '--into', folder, ...(kind === 'plain' ? [] : [`--${kind}`])]);
    expect(await verify(folder)).toEqual([]);
  });

  it('finds a slot that a theme promises and does not have', async () => {
    const folder = join(home, 'poor-theme');
    await command.run(['plugin', 'new', 'poor', '--theme', '--into', folder]);
    const picturerail = { manifestVersion: 1, id: 'poor', kind: 'theme', displayName: 'Poor', api: '^0.2.0', parent: 'atelier', slots: ['album.basket@1'] };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', type: 'module', picturerail }));
    expect(await verify(folder)).toMatchObject([{ check: 'pages', problem: 'The manifest promises the slot "album.basket@1", and no page has it.' }]);
  });
});
