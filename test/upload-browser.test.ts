import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { paintImage, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';
import { eventually } from './eventually.ts';
import { openProxy, type TcpProxy } from './tcp-proxy.ts';

/** Files that are sent while the line is cut. */
const count = Number(process.env.UPLOADS ?? 60);
const cuts = 5;

describe.runIf(haveBrowser()).each(testServers())('sending files from a browser, on $name', ({ server }) => {
  let gallery: TestGallery;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let dir: string;
  let line: TcpProxy;
  let ana: number;
  let files: string[];

  beforeAll(async () => {
    [gallery, browser, dir] = await Promise.all([startGallery({ server }), openBrowser(), mkdtemp(path.join(tmpdir(), 'picturerail-sent-'))]);
    ana = await gallery.user('ana');
    watched = await watchedPage(browser, gallery, ana);
    page = watched.page;
    line = await openProxy(gallery.url);
    files = [];
    for (let number = 0; number < count; number += 1) {
      const file = path.join(dir, `Picture ${number}.jpg`);
      await writeFile(file, await paintImage({ width: 900, height: 600, seed: number, description: `Number ${number}` }));
      files.push(file);
    }
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await gallery?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const album = (title: string) => gallery.album(title, { access: { entries: [{ principal: { user: ana }, rights: ['upload'] }] } });
  const placed = async (id: number) => (await gallery.house.database.read.all('SELECT image_id FROM album_images WHERE album_id = ?', [id])).length;
  const spoken = () => page.locator('[data-upload=spoken]').textContent();
  const over = (tab: Page, rows: number) =>
    eventually(async () => {
      const states = await tab.locator('[data-upload=list] > li').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.state));
      return states.length === rows && states.every((state) => state === 'good' || state === 'bad') ? true : null;
    }, 240_000);

  it('says of each file what became of it, and nothing amiss to axe', { timeout: 120_000 }, async () => {
    const id = await album('Harbour');
    const broken = path.join(dir, 'broken \u202e name.jpg');
    const empty = path.join(dir, 'empty.jpg');
    await writeFile(broken, (await paintImage({ width: 90, height: 60, seed: 7_000 })).subarray(0, 200));
    await writeFile(empty, '');
    await watched.open(`/upload/${id}`);
    await watched.expectAllWell();
    await page.locator('[data-upload=files]').setInputFiles([files[0] as string, broken, empty]);
    await over(page, 3);
    expect(await page.locator('[data-upload=list] > li').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.state))).toEqual([
      'good',
      'bad',
      'bad',
    ]);
    expect(await page.locator('[data-upload=list] .upload-state').allTextContents()).toEqual(['Added', expect.stringMatching(/\.$/), 'The file is empty']);
    await eventually(async () => ((await spoken())?.includes('2 of 3') ? true : null), 10_000);
    await watched.expectAllWell();
    await page.locator('[data-upload=files]').setInputFiles([files[0] as string]);
    await over(page, 4);
    expect(await page.locator('[data-upload=list] .upload-state').last().textContent()).toBe('Was in this album already');
    expect(await placed(id)).toBe(1);
  });

  it(`brings ${count} files exactly once, while the line is cut ${cuts} times and the page reloaded`, { timeout: 600_000 }, async () => {
    const id = await album('Coast');
    const context = page.context();
    const tab = await context.newPage();
    let begun = 0;
    tab.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/uploads')) begun += 1;
    });
    await tab.goto(`${line.url}upload/${id}`.replace(/([^:])\/\/+/g, '$1/'));
    await tab.locator('[data-upload=files]').setInputFiles(files);
    for (let cut = 1; cut <= cuts; cut += 1) {
      await eventually(async () => ((await placed(id)) >= Math.floor((count * cut) / (cuts + 2)) ? true : null), 240_000);
      await line.cut();
      await pause(300);
      await line.restore();
      if (cut !== 3) continue;
      tab.once('dialog', (dialog) => void dialog.accept());
      await tab.reload();
      await tab.locator('[data-upload=files]').setInputFiles(files);
    }
    await over(tab, count);
    await tab.locator('[data-upload=pause]').waitFor({ state: 'hidden', timeout: 10_000 });
    expect(await tab.locator('[data-upload=list] > li:not([data-state=good])').allTextContents()).toEqual([]);
    expect(await placed(id)).toBe(count);
    // Each was begun once, but for those whose answer was cut off.
    expect(begun).toBeLessThanOrEqual(count + 3 * (cuts + 1));
    expect(await gallery.house.database.read.all(`SELECT id FROM uploads WHERE state <> 'done' AND bytes = received`)).toEqual([]);
    await tab.close();
  });
});
