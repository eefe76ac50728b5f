import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

const long = 'A text page whose title is long, and has Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenrentenkassenverwaltung in it';
const text = `Who **hangs** these pictures, and why.

## Using them

- Ask first: ana@example.org
- ![outer](https://example.com/x.png)

> What was said.

| Size | Price |
|---|---|
| A4 with a very long description of what is included | 20 |

\`\`\`
a long line of code ${'x'.repeat(200)}
\`\`\`

<script>document.title = 'run'</script> <img src=x onerror="document.title = 'run'"> [x](javascript:document.title='run')
`;

describe.runIf(haveBrowser())('text pages in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery({ plugins: ['pages'] }), openBrowser()]);
    await gallery.group('family');
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  const list = '/admin/p/pages';
  const order = () => page.locator('tr[data-row] a.name').allTextContents();

  it('begin with what most galleries need', async () => {
    await open(list);
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.getByRole('button', { name: 'Legal notice' }).click();
    await page.waitForURL(/\/admin\/p\/pages\/\d+$/);
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Legal notice');
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL(/in=de/);
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Impressum');
  });

  it('are written, looked at before they are saved, published, taken a step back and put into the trash without a manual', async () => {
    await open(list);
    await page.getByLabel('New text page').fill('About');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/p\/pages\/\d+$/);
    await page.getByLabel('Title', { exact: true }).fill(long);
    await page.getByLabel('Text', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('heading', { name: 'Preview, not saved yet' }).waitFor();
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.getByRole('button', { name: 'Save text' }).click();
    await page.waitForURL(/done=saved/);
    await page.getByLabel('Published: those chosen below see it').check();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByRole('link', { name: 'Look at it' }).waitFor();
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/done=undone/);
    await page.getByRole('button', { name: 'Do it again' }).click();
    await page.waitForURL(/done=saved/);
    await page.getByRole('button', { name: 'Put into the trash' }).click();
    await page.waitForURL(/done=trashed/);
    await page.getByText('Delete for good').click();
    await expectAllWell();
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/done=restored/);
    await expectAllWell();
  });

  it('stand in the theme, where nothing in them is run or fetched from elsewhere', async () => {
    await open('/pages/about');
    expect(await page.title()).toBe(`${long} · Test gallery`);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'outer' }).getAttribute('href')).toBe('https://example.com/x.png');
    await expectAllWell();
  });

  it('are put elsewhere by dragging and by keyboard alone, and the button stays under the fingers', async () => {
    await open(list);
    expect(await order()).toEqual(['Legal notice', long]);
    const [first, second] = await page.locator('tr[data-row]').all();
    await second?.dragTo(first as NonNullable<typeof first>, { targetPosition: { x: 40, y: 2 } });
    await page.waitForURL(/placed=\d+%3Abefore/);
    expect(await order()).toEqual([long, 'Legal notice']);
    const up = page.getByRole('button', { name: 'Move Legal notice up' });
    await up.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/placed=\d+%3Aup/);
    expect(await order()).toEqual(['Legal notice', long]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move Legal notice down');
  });
});
