import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

const long = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenrentenkassenverwaltung';

describe.runIf(haveBrowser())('menus in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];
  let harbour: number;

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery({ plugins: ['pages'] }), openBrowser()]);
    harbour = await gallery.album('Harbour');
    await gallery.image(harbour);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  const menus = '/admin/p/pages/menus';
  const names = () => page.locator('tr[data-row] a.name').allTextContents();
  const add = async (address: string, name: string) => {
    await page.getByLabel('Address').fill(address);
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Add entry' }).click();
    await page.getByRole('status').getByText('The entry stands in the menu.').waitFor();
    await page.getByRole('link', { name, exact: true }).waitFor();
  };

  it('are filled, put below one another, removed and brought back without a manual', async () => {
    await open(menus);
    await add(`/albums/${harbour}`, 'The harbour');
    await add(`https://example.org/${long}`, long);
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.getByRole('link', { name: long, exact: true }).click();
    await page.getByLabel('Stands in').selectOption({ label: '– below The harbour' });
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.getByRole('button', { name: 'Save entry' }).click();
    await page.waitForURL(/done=saved/);
    expect(await names()).toEqual(['Home page', 'Newest images', 'The harbour', long]);
    await page.getByRole('link', { name: 'Newest images' }).click();
    await page.getByRole('button', { name: 'Remove from the menu' }).click();
    await page.waitForURL(/done=removed/);
    expect(await names()).toEqual(['Home page', 'The harbour', long]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/done=back/);
    expect(await names()).toEqual(['Home page', 'Newest images', 'The harbour', long]);
  });

  it('are ordered by dragging and by keyboard alone', async () => {
    await open(menus);
    await page
      .locator('tr[data-row]', { hasText: 'Newest images' })
      .dragTo(page.locator('tr[data-row]', { hasText: 'Home page' }), { targetPosition: { x: 40, y: 2 } });
    await page.waitForURL(/placed=\d+%3Abefore/);
    expect((await names()).slice(0, 2)).toEqual(['Newest images', 'Home page']);
    await page.getByRole('button', { name: 'Move Home page up' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/placed=\d+%3Aup/);
    expect((await names()).slice(0, 2)).toEqual(['Home page', 'Newest images']);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move Home page down');
  });

  it('open by keyboard in the theme, and fit every window open and closed', async () => {
    await open(menus);
    await page.locator('select#menu').selectOption({ label: 'Footer' });
    await add('/newest', 'What is new');
    await open('/');
    await expectAllWell();
    await open(`/albums/${harbour}/harbour`);
    const summary = page.locator('.site-nav summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: long, exact: true }).waitFor();
    expect(await page.locator('.site-nav [aria-current="page"]').allTextContents()).toEqual(['The harbour']);
    await expectAllWell();
    expect(await page.locator('.foot-nav a').allTextContents()).toEqual(['What is new']);
  });
});
