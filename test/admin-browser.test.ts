import { join } from 'node:path';
import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

const packagesDirs = [join(import.meta.dirname, 'plugins')];

describe.runIf(haveBrowser())('the administration in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([
      startGallery({ packagesDirs, plugins: ['with-pages', 'with-settings', 'claims-albums', 'breaks-menu'] }),
      openBrowser(),
    ]);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1, 'status of 400'));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  it.each(['/admin', '/admin/rescue', '/admin/p/with-pages', '/admin/settings', '/admin/plugins/with-settings/settings'])(
    '%s says nothing amiss to axe, by day and by night, and fits every window',
    async (path) => {
      await open(path);
      await expectAllWell();
    },
  );

  it('a form that was refused is as sound, and names what is wrong with a field to who hears it', async () => {
    await open('/admin/plugins/with-settings/settings');
    await page.getByLabel('Greeting').fill('x');
    await page.getByLabel('How many').fill('99');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    const field = page.getByLabel('How many');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate((input) => document.getElementById((input.getAttribute('aria-describedby') ?? '').trim())?.textContent)).toBe(
      '99 is too large; the most is 9',
    );
    expect(await field.inputValue()).toBe('99');
    await expectAllWell();
  });

  it('is worked by keyboard alone: past the menu, to a field, and the return key saves', async () => {
    await open('/admin/plugins/with-settings/settings');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('setting-greeting');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\?saved$/);
    expect(await page.getByRole('status').textContent()).toBe('Saved.');
    expect((await gallery.house.settings.get<{ greeting: string }>('with-settings')).greeting).toBe('By keyboard');
  });

  it('folds its menu away on a phone, and opens it by keyboard', async () => {
    await open('/admin');
    await page.setViewportSize({ width: 390, height: 844 });
    const orders = page.getByRole('link', { name: 'Orders' });
    expect(await orders.count()).toBe(0);
    await page.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await orders.count()).toBe(1);
    await orders.click();
    await page.waitForURL(/\/admin\/p\/with-pages$/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Orders');
  });

  it('deactivates what is broken in two presses, and says so', async () => {
    await open('/admin');
    await page.getByRole('link', { name: 'Deactivate what is broken' }).click();
    const row = page.getByRole('row', { name: /claims-albums/ });
    expect(await row.textContent()).toContain('belongs to the gallery itself');
    await row.getByRole('button', { name: 'Deactivate' }).click();
    await page.waitForURL(/\?changed=claims-albums$/);
    expect(await page.getByRole('status').textContent()).toContain('has been changed');
    expect(await page.getByRole('row', { name: /claims-albums/ }).textContent()).toContain('Not active');
  });
});
