import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { addWebmaster, inHouse } from '../in-house.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Measure } from '../measure.ts';
import { photoFolder } from '../photo-folder.ts';
import type { PlaceEnvironment } from '../place.ts';
import { type GalleryServer, startGallery } from '../servers.ts';
import { startImport } from '../start-import.ts';
import { median } from '../statistics.ts';

const images = 60;
const mostMs = 3_000;
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** An album nobody has looked at yet, in a real browser: every picture is made while it waits. */
export const coldPage: Measure = {
  name: 'cold-page',
  title: 'A cold album page',
  measure: async (bench) => {
    const photos = await photoFolder(bench, images);
    const place = await bench.empty('sqlite');
    try {
      await addWebmaster(place.environment);
      await startImport(place.environment, photos.folder, ['--access', 'public']).over;
      const album = await forgetJobs(place.environment);
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
      const gallery = await startGallery(place.environment);
      const took: number[] = [];
      try {
        for (let run = 0; run < bench.runs; run += 1) took.push(await coldVisit(browser, gallery, { environment: place.environment, album }));
      } finally {
        await gallery.stop();
        await browser.close();
      }
      const ms = median(took);
      const row = [String(images), took.map((one) => (one / 1000).toFixed(2)).join(', '), (images / (ms / 1000)).toFixed(1)];
      return {
        text: `From the visit to the last of ${images} pictures decoded by Chromium, which has nothing in its cache and a window as tall as the page; the originals have 12 megapixels, and no derivative is there.\n\n${markdownTable(['images', 'seconds of each visit', 'images/s'], [row], { left: 0 })}`,
        aims: [{ what: `${images} images`, aim: `at most ${mostMs / 1000} s`, found: `${(ms / 1000).toFixed(2)} s`, holds: ms <= mostMs }],
      };
    } finally {
      await place.remove();
      await photos.remove();
    }
  },
};

/** Derivatives that are made ahead of time would be there before the visit. Answers the page of the album. */
const forgetJobs = (environment: PlaceEnvironment): Promise<string> =>
  inHouse(environment, async ({ database }) => {
    await database.transaction((tx) => tx.run('DELETE FROM jobs'));
    const image = await database.read.get<{ albumId: number }>('SELECT main_album_id AS albumId FROM images LIMIT 1');
    return `/albums/${image?.albumId}`;
  });

interface Visit {
  readonly environment: PlaceEnvironment;
  readonly album: string;
}

async function coldVisit(browser: Browser, { url }: GalleryServer, { environment, album }: Visit): Promise<number> {
  await rm(join(environment.DATA_DIR, 'derivatives'), { recursive: true, force: true });
  // The policy of the page lets nobody ask it how far it is.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1_280, height: 12_000 } });
  try {
    const page = await context.newPage();
    const begun = performance.now();
    await page.goto(url + album, { waitUntil: 'commit' });
    await page.waitForFunction(
      `[...document.querySelectorAll('main img')].filter((image) => image.complete && image.naturalWidth > 0).length >= ${images}`,
      undefined,
      {
        timeout: 120_000,
        polling: 50,
      },
    );
    return performance.now() - begun;
  } finally {
    await context.close();
  }
}
