import { gallery as domain, startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

const long = `An album whose title is long, and has Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenrentenkassenverwaltung in it`;

describe.runIf(haveBrowser())('the pages of albums and of background work in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];
  let coast: number;
  let harbour: number;
  let cliffs: number;

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery(), openBrowser()]);
    const family = await gallery.group('family', [await gallery.user('ana')]);
    coast = await gallery.album('Coast', {
      access: {
        entries: [
          { principal: 'everyone', rights: ['view'] },
          { principal: { group: family }, rights: ['upload'] },
        ],
      },
    });
    harbour = await gallery.album('Harbour', { parent: coast });
    cliffs = await gallery.album(long, { parent: coast });
    await gallery.image(harbour, { title: 'Boats' });
    await domain.trashAlbum(gallery.house.gallery, domain.system, await gallery.album('Old things'));
    gallery.house.jobs.define('plugin:prints:send', () => Promise.reject(new Error(long)), { attempts: 1 });
    await gallery.house.jobs.add(null, 'plugin:prints:send', { imageIds: [1, 2] });
    await gallery.house.jobs.runAll({ names: ['plugin:prints:send'] });
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  const order = () => page.locator('tr[data-album] a.name').allTextContents();

  it.each(['/admin/albums', '/admin/albums?q=zzz', 'album', 'move', '/admin/trash', '/admin/jobs'])(
    '%s says nothing amiss to axe, by day and by night, and fits every window',
    async (path) => {
      await open({ album: `/admin/albums/${coast}`, move: `/admin/albums/${harbour}/move` }[path] ?? path);
      for (const summary of await page.locator('main details > summary').all()) await summary.click();
      await expectAllWell();
    },
  );

  it('rows are put elsewhere by dragging them', async () => {
    await open(`/admin/albums/${coast}`);
    expect(await order()).toEqual(['Harbour', long]);
    await page.locator(`tr[data-album="${cliffs}"]`).dragTo(page.locator(`tr[data-album="${harbour}"]`), { targetPosition: { x: 40, y: 2 } });
    await page.waitForURL(/placed=/);
    expect(await order()).toEqual([long, 'Harbour']);
    const { albums } = await domain.browseAlbums(gallery.house.gallery, domain.system, coast, { offset: 0, limit: 10 });
    expect(albums.map(({ id }) => id)).toEqual([cliffs, harbour]);
  });

  it('rows are put elsewhere by keyboard alone, and the button stays under the fingers', async () => {
    await open(`/admin/albums/${coast}`);
    const up = page.getByRole('button', { name: 'Move Harbour up' });
    await up.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/placed=\d+%3Aup/);
    expect(await order()).toEqual(['Harbour', long]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move Harbour down');
  });

  it('an album is made, named in German, closed to others, put into the trash and taken back without a manual', async () => {
    await open('/admin/albums');
    await page.getByLabel('New album').fill('Portfolio');
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=created/);
    await page.getByText('In other languages').click();
    await page.locator('#title-de').fill('Mappe');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/done=saved/);
    await page.getByLabel('A list of its own').check();
    await page.getByLabel('What Everyone may do').selectOption({ label: 'Nothing: take off the list' });
    await page.getByLabel('Name', { exact: true }).fill('family');
    await page.getByRole('button', { name: 'Save who may see it' }).click();
    await page.waitForURL(/done=access/);
    expect(await page.getByRole('table').last().textContent()).toContain('Group family');
    await page.getByLabel('The same as the gallery, as chosen at setup').check();
    await page.getByRole('button', { name: 'Save who may see it' }).click();
    await page.waitForURL(/done=access/);
    await page.getByRole('button', { name: 'Put into the trash' }).click();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/done=restored/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Portfolio');
  });
});
