import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gallery as domain } from '@picturerail/core';
import { paintImage, testServers } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { eventually } from './eventually.ts';
import { openSupervisedGallery, patienceMs, type SupervisedGallery } from './supervised-gallery.ts';
import { openProxy, type TcpProxy } from './tcp-proxy.ts';

/** Files that are sent; a tenth of them takes more than one request. */
const count = Number(process.env.UPLOADS ?? 30);
const [little, much] = [120_000, 9_500_000];
const parallel = 3;

describe.runIf(haveBrowser()).each(testServers())('a server that is killed while files are sent, on $name', ({ server }) => {
  let gallery: SupervisedGallery;
  let browser: Browser;
  let page: Page;
  let line: TcpProxy;
  let dir: string;
  let album: number;
  const files: string[] = [];
  let bytes = 0;

  beforeAll(async () => {
    [gallery, browser, dir] = await Promise.all([openSupervisedGallery(server, []), openBrowser(), mkdtemp(join(tmpdir(), 'picturerail-killed-'))]);
    for (let number = 0; number < count; number += 1) {
      const picture = await paintImage({ width: 600, height: 400, seed: number });
      // What stands behind the end of a picture belongs to the file, and is kept with it.
      const whole = Buffer.concat([picture, randomBytes(number % 10 === 4 ? much : little)]);
      const file = join(dir, `Picture ${number}.jpg`);
      await writeFile(file, whole);
      files.push(file);
      bytes += whole.length;
    }
    await gallery.start();
    album = await domain.createAlbum(gallery.house.gallery, domain.system, { parentId: null, title: 'Coast' });
    line = await openProxy(gallery.url, { bytesPerSecond: 6_000_000 });
    page = await browser.newPage();
    await page.goto(new URL('/account/sign-in', line.url).href);
    await page.getByLabel('User name').fill('keeper');
    await page.getByLabel('Password').fill('picture-rail-of-oak');
    await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Sign in' }).click()]);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await gallery?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const placed = async () =>
    (await gallery.house.database.read.all<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ?', [album])).length;
  const sentAbout = (share: number) => eventually(() => (line.sent() > before + bytes * share ? true : null), 240_000);
  let before = 0;

  it(`each of ${count} arrives once and whole, and what had arrived is not sent again`, { timeout: 900_000 }, async () => {
    await page.goto(new URL(`/upload/${album}`, line.url).href);
    before = line.sent();
    const choose = () => page.locator('[data-upload=files]').setInputFiles(files);
    await choose();
    for (const share of [0.15, 0.3]) {
      await sentAbout(share);
      await line.cut();
      await pause(300);
      await line.restore();
    }
    await sentAbout(0.4);
    await gallery.kill();
    await gallery.start();
    await sentAbout(0.6);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await choose();
    await sentAbout(0.8);
    await gallery.kill();
    await gallery.start();
    const list = page.locator('[data-upload=list] > li');
    await eventually(async () => ((await list.and(page.locator('[data-state=good]')).count()) === count ? true : null), patienceMs + 240_000);
    expect(await placed()).toBe(count);
    const kept = await gallery.house.database.read.all<{ bytes: number | string }>('SELECT bytes FROM images WHERE main_album_id = ?', [album]);
    expect(kept.reduce((sum, one) => sum + Number(one.bytes), 0)).toBe(bytes);
    // What was on the way when the line went comes again: what a connection holds, of each that was open; and the requests themselves.
    const onTheWay = 5 * parallel * 300_000;
    expect(line.sent() - before).toBeLessThan(bytes + onTheWay + count * 10_000);
  });
});
