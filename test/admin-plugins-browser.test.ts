import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';
import { archiveOfVersion } from './plugins/versions.ts';

const packagesDirs = [join(import.meta.dirname, 'plugins')];
const long = 'It says so in a sentence that is longer than any window is wide, with/a/path/that/nobody/could/break/anywhere/index.js:12:34';
const weather = (version: string, capabilities: readonly object[]) =>
  archiveOfVersion({
    id: 'weather',
    version,
    manifest: { displayName: 'Weather', description: 'Weather at the time of each photograph.', capabilities, tables: ['days'] },
    files: { 'migrations/0001-days.js': `export default [{ createTable: 'days', definition: { columns: { id: { type: 'id' } } } }];` },
    code: `export default { setup(rail) { rail.slot('image.panel@1', (items) => items.map(() => null)); rail.router.get('/', () => ({ json: '${version}' })); } };\n`,
  });
const fetch = { name: 'fetch', why: 'Asks what the weather was.', hosts: ['archive-api.open-meteo.example'] };
const mail = { name: 'mail', why: 'Warns of storms.' };

describe.runIf(haveBrowser())('the pages of plugins and themes in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'picturerail-weather-'));
    await writeFile(join(dir, 'weather-1.0.0.tgz'), weather('1.0.0', [fetch]));
    await writeFile(join(dir, 'weather-1.1.0.tgz'), weather('1.1.0', [fetch, mail]));
    [gallery, browser] = await Promise.all([startGallery({ packagesDirs, plugins: ['with-pages', 'with-settings', 'needs-pages'] }), openBrowser()]);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
    await gallery.house.database.transaction((tx) =>
      tx.run('INSERT INTO plugin_usage (plugin, place, calls, faults, busy_us, waited_us, last_fault, last_fault_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        'with-pages',
        'GET /p/with-pages/answers/:name',
        12_345,
        20,
        900_000,
        9_000_000,
        long,
        Date.UTC(2026, 10, 21, 14, 2),
      ]),
    );
    await gallery.house.database.transaction((tx) => tx.run(`UPDATE plugins SET reason = ? WHERE id = 'needs-pages'`, [long]));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const upload = async (file: string) => {
    await open('/admin/plugins');
    await page.getByLabel('File from this computer').setInputFiles(join(dir, file));
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.waitForURL(/\/admin\/packages\//);
  };

  it.each(['/admin/plugins', '/admin/plugins/with-pages', '/admin/plugins/metadata', '/admin/themes'])(
    '%s says nothing amiss to axe, by day and by night, and fits every window',
    async (path) => {
      await open(path);
      await expectAllWell();
    },
  );

  it('a refusal stands where it is heard, beside what was typed', async () => {
    await open('/admin/plugins');
    await page.getByLabel('Name in the registry').fill('not a name');
    await page.getByRole('button', { name: 'Fetch and check' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('“not a name” names no package');
    expect(await page.getByLabel('Name in the registry').inputValue()).toBe('not a name');
    await expectAllWell();
  });

  it('a file is chosen, planned, installed and activated by keyboard alone', async () => {
    await upload('weather-1.0.0.tgz');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Install Weather 1.0.0?');
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).first().focus();
      await page.keyboard.press('Enter');
    };
    await press('Install 1.0.0');
    await page.waitForURL(/done=installed/);
    expect(await page.getByRole('status').textContent()).toContain('Weather 1.0.0 is installed.');
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await press('Activate');
    await page.waitForURL(/done=activated/);
    expect(await page.getByRole('status').textContent()).toContain('Weather is active.');
  });

  it('an update that asks for more is agreed to before anything happens, and is as easily taken back', async () => {
    await upload('weather-1.1.0.tgz');
    const agree = page.getByLabel('I agree that it uses this');
    await page.getByRole('button', { name: 'Update to 1.1.0' }).click();
    // The browser itself asks for the tick.
    expect(await agree.evaluate((box) => (box as unknown as { validity: { valid: boolean } }).validity.valid)).toBe(false);
    await expectAllWell();
    await agree.check();
    await page.getByRole('button', { name: 'Update to 1.1.0' }).click();
    await page.waitForURL(/done=updated/);
    await page.getByRole('status').getByRole('button', { name: 'Go back to 1.0.0' }).click();
    await page.waitForURL(/\/admin\/packages\//);
    await page.getByRole('button', { name: 'Go back to 1.0.0' }).click();
    await page.waitForURL(/done=back/);
    expect(await page.getByRole('status').textContent()).toContain('Weather is back at 1.0.0. Its data are as they were.');
  });

  it('a plugin that others need goes with them, in two steps, and comes back with them in one', async () => {
    await open('/admin/plugins/with-pages');
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toContain('is needed by needs-pages');
    await expectAllWell();
    await page.getByRole('button', { name: 'Deactivate all of them' }).click();
    await page.getByRole('button', { name: 'Activate again' }).click();
    await page.waitForURL(/done=activated/);
    expect(gallery.house.kernel.plugins().map(({ id }) => id)).toEqual(expect.arrayContaining(['with-pages', 'needs-pages']));
  });
});
