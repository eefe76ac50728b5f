import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { SlotRenderer } from '../../core/src/theme/index.ts';
import { pagesOf } from './pages.ts';
import type { Picture } from './painted.ts';
import { servePages } from './serve-pages.ts';

const windows = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
  { width: 2560, height: 1440 },
];

/** Every page as it looks, light and dark, on a phone, a laptop and a wall: for people to look at. */
export async function photographPages(
  browser: Browser,
  folder: string,
  { pictures, slots }: { readonly pictures: readonly Picture[]; readonly slots: SlotRenderer },
): Promise<void> {
  const pages = pagesOf(pictures);
  const served = await servePages(pages, pictures, slots);
  await mkdir(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of windows) {
      const page = await browser.newPage({ viewport, colorScheme });
      for (const name of Object.keys(pages)) {
        await page.goto(`${served.address}/${name}`, { waitUntil: 'networkidle' });
        await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`) });
      }
      await page.close();
    }
  }
  await served.close();
}
