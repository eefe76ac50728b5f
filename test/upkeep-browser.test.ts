import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

describe.runIf(haveBrowser())('upkeep in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery(), openBrowser()]);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
    const album = await gallery.album('Harbour');
    for (let n = 0; n < 4; n += 1) await gallery.image(album);
    await gallery.jobs.run();
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  it('a backup is made, told of and listed without anybody loading the page again', async () => {
    await open('/admin/backups');
    await expectAllWell();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('It begins in a moment.').waitFor();
    await expectAllWell();
    await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
    await gallery.jobs.run();
    await page.getByRole('cell', { name: /by hand/ }).waitFor();
    expect(await page.locator('body').getAttribute('data-same-page')).toBe('yes');
    expect(await page.getByRole('button', { name: 'Back up now' }).isVisible()).toBe(true);
    await expectAllWell();
  });

  it('what other sizes take is told beside what was typed', async () => {
    await open('/admin/sizes');
    await expectAllWell();
    await page.getByLabel('Quality').fill('64');
    await page.getByRole('button', { name: 'Estimate' }).click();
    await gallery.jobs.run();
    await page.getByText(/4 images would take .* to make all of them\./).waitFor();
    expect(await page.getByLabel('Quality').inputValue()).toBe('64');
    await expectAllWell();
  });

  it('what is wrong is found, mended and told by keyboard', async () => {
    await gallery.house.database.transaction((tx) => tx.run('UPDATE visibilities SET images = images + 1'));
    await open('/admin/maintenance');
    await expectAllWell();
    for (const button of ['Examine', 'Measure']) {
      await page.getByRole('button', { name: button, exact: true }).focus();
      // A key's page is waited for by nobody: the next key must not come before it, nor the jobs before what they are asked for.
      await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    }
    await gallery.jobs.run();
    await page.getByText('Totals of lists are not those of their images.').waitFor();
    await page.locator('#room').getByText('Sizes of pictures').waitFor();
    await expectAllWell();
    await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Mend what loses nothing' }).press('Enter')]);
    await gallery.jobs.run();
    await page.getByText(/\d mended\./).waitFor();
    await expectAllWell();
  });
});
