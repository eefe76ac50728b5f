import { gallery as domain, startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

const long = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenrentenkassenverwaltung is an image';
const count = 63;

describe.runIf(haveBrowser())('the pages of images in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];
  let coast: number;
  let attic: number;
  const ids: number[] = [];

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery(), openBrowser()]);
    coast = await gallery.album('Coast');
    attic = await gallery.album(long);
    ids.push(await gallery.image(coast, { title: long }));
    const rows = Array.from({ length: count - 1 }, (_, index) => ({
      albumId: coast,
      fileName: `${index}.jpg`,
      uploaderId: 1,
      sha256: String(index).padStart(64, '0'),
      bytes: 1_000,
      mime: 'image/jpeg',
      width: 320,
      height: 240,
      color: '#446688',
      thumbHash: null,
      fields: { title: `Boat ${index}` },
    }));
    ids.push(...(await domain.insertImages(gallery.house.gallery, domain.system, rows)).map(({ id }) => id));
    await domain.unpublishImages(gallery.house.gallery, domain.system, [ids[0] as number]);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1, 'Failed to load resource'));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  const ticked = () => page.locator('input[name="image"]:checked').count();
  const box = (index: number) => page.locator('input[name="image"]').nth(index);

  it.each(['/admin/images?q=donau', '/admin/images?q=zzz&min=3', '/admin/images?album=nowhere', 'image', '/admin/images/changes', 'change'])(
    '%s says nothing amiss to axe, by day and by night, and fits every window',
    async (path) => {
      const change = await domain.changeAtOnce(
        gallery.house.gallery,
        await domain.viewerOf(gallery.house.gallery, 1, 'en'),
        { kind: 'edit', change: { author: path } },
        { ids: [ids[0] as number] },
      );
      await open({ image: `/admin/images/${ids[0]}`, change: `/admin/images/changes/${change}` }[path] ?? path);
      for (const summary of await page.locator('main details > summary').all()) await summary.click();
      await expectAllWell();
    },
  );

  it.each(['Add to album…', 'Move…', 'Edit…', 'Who may see…'])('what “%s” asks says nothing amiss to axe, and fits every window', async (name) => {
    await gallery.group(`Group for ${name}`);
    await open('/admin/images?q=donau');
    await box(0).check();
    await page.getByRole('button', { name }).click();
    await page.getByRole('link', { name: 'Leave them as they are' }).waitFor();
    await expectAllWell();
  });

  it('images are chosen by click, in a range with shift, by arrows, and on several pages', async () => {
    await open('/admin/images');
    await page.locator('.picture img').nth(1).click();
    await page
      .locator('.picture img')
      .nth(4)
      .click({ modifiers: ['Shift'] });
    expect(await ticked()).toBe(4);
    await box(4).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    expect([await ticked(), await page.locator('.count').textContent()]).toEqual([6, '6 chosen']);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).not.toBe(await box(6).inputValue());
    await page.getByRole('link', { name: 'Earlier images' }).click();
    await page.waitForURL(/before=/);
    expect([await page.locator('.count').textContent(), await ticked()]).toEqual(['6 chosen', 0]);
    await box(0).check();
    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    await page.waitForURL(/change=/);
    expect(await page.getByRole('status').first().textContent()).toContain('7 images are changed.');
    await page.getByRole('button', { name: 'Undo Hidden' }).click();
    await page.waitForURL(/changes\/\d+$/);
    await gallery.house.jobs.runAll();
    await page.getByText('Undone: 7 images are as they were.').waitFor();
    await open('/admin/images');
    expect(await page.locator('.count').textContent()).toBe('');
  });

  it('all that were found are moved by keyboard alone, and the page follows how far it is', async () => {
    await open(`/admin/images?album=${coast}&q=boat`);
    await page.getByLabel(`All ${count - 1} that were found`).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Move…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Look for albums').fill('donau');
    await page.keyboard.press('Enter');
    await page.getByRole('radio').first().waitFor();
    await page.getByRole('button', { name: 'Move to this album' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/change=/);
    expect(await page.getByRole('status').first().textContent()).toContain('The images are being counted.');
    await gallery.house.jobs.runAll();
    await page.getByText(`${count - 1} images are changed.`).waitFor();
    await open(`/admin/images?album=${attic}`);
    expect(await page.locator('.found').textContent()).toContain(`${count - 1} images`);
  });

  it('everything is there without a script, and at the width of a phone', async () => {
    const { cookies } = await gallery.as(1);
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: gallery.url })));
    const plain = await context.newPage();
    await plain.goto(`${gallery.url}/admin/images`);
    await plain.locator('input[name="image"]').first().check();
    await plain.getByRole('button', { name: 'Edit…' }).click();
    await plain.getByLabel('Write the author').check();
    await plain.getByLabel('Author', { exact: true }).fill('Eva');
    await plain.getByRole('button', { name: 'Write the ticked fields' }).click();
    expect(await plain.getByRole('status').first().textContent()).toContain('1 image is changed.');
    await context.close();
  });
});
