import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { environment } from '../../core/src/config/environment.ts';
import { read } from './packages.ts';
import { clientBundle, clientBundles } from './pages/client-bundles.ts';
import { errorFixes } from './pages/error-fixes.ts';
import { errorEntries, errorsPage } from './pages/errors-page.ts';
import { hooksPage } from './pages/hooks-page.ts';
import { commandsIn, handWrittenPages, linksIn, pathsIn } from './pages/pages.ts';
import { referencePage } from './pages/reference-page.ts';

// Pages made from code: `npm run docs` writes them anew.
it('docs/hooks.md says what the SDK says', async () => {
  await expect(hooksPage()).toMatchFileSnapshot('../../docs/hooks.md');
});

it('docs/errors.md says what the code says', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md');
});

it('docs/reference.md says what the SDK and the test kit say', async () => {
  await expect(referencePage()).toMatchFileSnapshot('../../docs/reference.md');
});

it.each(clientBundles)('core/assets/%s is what core/client and its libraries make', async (name) => {
  await expect(await clientBundle(name)).toMatchFileSnapshot(`../../core/assets/${name}`);
});

it('every error says what helps, in its sentence or in test/house/pages/error-fixes.ts', () => {
  const entries = errorEntries();
  expect(entries.filter(({ fix }) => fix === '').map(({ code, cause }) => `${code}: ${cause}`)).toEqual([]);
  expect(Object.keys(errorFixes).filter((code) => !entries.some((entry) => entry.code === code && entry.fix === errorFixes[code]))).toEqual([]);
});

it('.env.example lists what config reads', async () => {
  const lines = environment.map(({ name, fallback, about }) => `# ${about}\n#${name}=${fallback}\n`);
  await expect(lines.join('\n')).toMatchFileSnapshot('../../.env.example');
});

it('config reads what it lists, and lists what it reads', () => {
  const source = readFileSync('core/src/config/read-config.ts', 'utf8');
  const asked = [...source.matchAll(/(?:reader|this)\s*\.(?:text|number|flag|oneOf)\('(\w+)'/g)].map(([, name]) => name);
  expect([...new Set(asked)].sort()).toEqual(environment.map(({ name }) => name).sort());
});

it('error codes are words joined by dashes, after a full stop where a plugin is named', () => {
  const codes = errorEntries().map((entry) => entry.code);
  expect(codes.filter((code) => !/^(?:(?:<\w+>|[a-z-]+)\.)?[a-z0-9]+(?:-(?:[a-z0-9]+|<\w+>))*$/.test(code))).toEqual([]);
});

it('an error code means one thing: wherever it is made, it has one status', () => {
  const statuses = new Map<string, Set<string>>();
  for (const { code, status } of errorEntries()) statuses.set(code, (statuses.get(code) ?? new Set()).add(status));
  expect([...statuses].filter(([, all]) => all.size > 1).map(([code, all]) => `${code}: ${[...all].join(', ')}`)).toEqual([]);
});

it.each(handWrittenPages())('every path that %s names exists', (page) => {
  const text = readFileSync(page, 'utf8');
  const missing = [...pathsIn(text).filter((path) => !existsSync(path)), ...linksIn(text).filter((link) => !existsSync(join(dirname(page), link)))];
  expect(missing).toEqual([]);
});

it.each(handWrittenPages())('every npm script that %s names exists', (page) => {
  const scripts = Object.keys(read('.').json.scripts as object);
  expect(commandsIn(readFileSync(page, 'utf8')).filter((name) => !scripts.includes(name))).toEqual([]);
});
