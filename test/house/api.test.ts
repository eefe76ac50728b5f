import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiVersion } from '../../sdk/src/index.ts';
import { apiReport } from './api/api-report.ts';
import { changedUnder, reportsBefore, versionOf } from './api/reported-versions.ts';

const path = 'sdk/etc/sdk.api.md';
const reportFor = (version: string, code: string) => `# The API of @picturerail/sdk ${version}\n\n${code}\n`;

it('the report says what plugins can name; a change of it is seen (else run: npm run build, npm run docs)', async () => {
  const { text, faults } = apiReport();
  expect(faults).toEqual([]);
  await expect(text).toMatchFileSnapshot(`../../${path}`);
});

it('one version of the SDK means one API: a changed report comes with a new version', () => {
  expect(changedUnder([readFileSync(path, 'utf8'), ...reportsBefore(path)])).toEqual([]);
});

it('a changed API under an old version would be noticed', () => {
  const before = [reportFor('0.2.0', 'a'), reportFor('0.1.0', 'x')];
  expect(changedUnder([reportFor('0.2.0', 'b'), ...before])).toEqual(['0.2.0']);
  expect(changedUnder([reportFor('0.2.1', 'b'), ...before])).toEqual([]);
  expect(versionOf(reportFor('0.2.1', 'b'))).toBe('0.2.1');
});

it('the report and the changelog of the SDK speak of its version', () => {
  expect(versionOf(readFileSync(path, 'utf8'))).toBe(apiVersion);
  const [, changes] = readFileSync('sdk/CHANGELOG.md', 'utf8').split(`\n## ${apiVersion}\n`);
  expect(changes?.split('\n## ')[0]).toMatch(/^- \S/m);
});
