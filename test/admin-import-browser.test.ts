import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';
import { putPicture } from './pictures.ts';

describe.runIf(haveBrowser())('imports in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let root: string;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];

  beforeAll(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-import-')));
    for (let n = 1; n <= 3; n += 1) await putPicture(path.join(root, 'Harbour', `${n}.jpg`), n);
    await putPicture(path.join(root, 'Hills', 'North', 'a.jpg'), 4);
    await writeFile(path.join(root, 'Hills', 'broken.jpg'), 'no picture at all');
    [gallery, browser] = await Promise.all([startGallery({ env: { IMPORT_ROOTS: root } }), openBrowser()]);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
    await rm(root, { recursive: true, force: true });
  });

  /** A key's page is waited for by nobody: the next key must not come before it. */
  const enter = async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
    const there = page.getByRole('main').getByRole(role, { name, exact: typeof name === 'string' });
    await there.focus();
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
  };
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  it('a folder is found, imported, told of and reported by keyboard', async () => {
    await open('/admin/import');
    await expectAllWell();
    await enter('Choose a folder', 'link');
    await heading('Choose a folder');
    await expectAllWell();
    await enter('Hills', 'link');
    await page.getByRole('heading', { name: 'Import “Hills”' }).waitFor();
    await expectAllWell();
    await page.getByLabel('Who may see new albums').selectOption('public');
    await enter('Import now');
    await heading(`Import of “${root}/Hills”`);
    await page.getByText('It waits for an import that goes on').waitFor();
    await expectAllWell();
    await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
    await gallery.jobs.run();
    await page.getByText('New 1').waitFor();
    expect(await page.locator('body').getAttribute('data-same-page')).toBe('yes');
    await expectAllWell();
    await page.locator('#last').getByRole('link').focus();
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await heading('Report of an import');
    await page.getByText('broken.jpg').waitFor();
    await expectAllWell();
    await open('/admin/import');
    await page.getByRole('heading', { name: 'Folders that are imported' }).waitFor();
    await expectAllWell();
  });

  it('a schedule is set, and what waits is stopped, by keyboard', async () => {
    await open('/admin/import');
    await enter(`${root}/Hills`, 'link');
    await heading(`Import of “${root}/Hills”`);
    await page.getByLabel('By itself').selectOption('week');
    await page.getByLabel('At what time').fill('04:15');
    await page.getByLabel('On which day of the week').selectOption('3');
    await enter('Save the schedule');
    await page.getByText('The next one begins').waitFor();
    expect(await page.getByLabel('At what time').inputValue()).toBe('04:15');
    await enter('Import now');
    await page.getByText('It waits for an import that goes on').waitFor();
    await enter('Stop');
    await page.getByRole('button', { name: 'Import now' }).waitFor();
    await page.getByText('It was stopped before its end.').waitFor();
    await expectAllWell();
  });
});
