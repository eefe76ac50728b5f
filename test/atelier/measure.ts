/// <reference lib="dom" />
import type { Page } from 'playwright-core';

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Width by height of the picture itself. */
  readonly ratio: number;
}

export interface Rows {
  readonly left: number;
  readonly right: number;
  readonly lines: readonly (readonly Box[])[];
}

/** The pictures of a list as they lie, line by line. */
export const rowsOn = (page: Page): Promise<Rows> =>
  page.evaluate(() => {
    const list = document.querySelector('.rows') as HTMLElement;
    const { left, right } = list.getBoundingClientRect();
    const lines: Box[][] = [];
    for (const item of list.querySelectorAll(':scope > li')) {
      const box = item.getBoundingClientRect();
      const img = item.querySelector('img') as HTMLImageElement;
      const ratio = Number(img.getAttribute('width')) / Number(img.getAttribute('height'));
      const one = { left: box.left, right: box.right, top: box.top, width: box.width, height: box.height, ratio };
      const line = lines.at(-1);
      if (line && Math.abs((line[0] as Box).top - one.top) < 1) line.push(one);
      else lines.push([one]);
    }
    return { left, right, lines };
  });

/** Pixels by which the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => (document.scrollingElement as Element).scrollWidth - document.documentElement.clientWidth);

/** Sum of all layout shifts since the page began. */
export const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 200);
      }),
  );

export const headingsOn = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((heading) => Number(heading.tagName[1])));

export interface Fetched {
  readonly url: string;
  /** Longer edge of the file. */
  readonly size: number;
  /** Its width by the width it is shown in, in device pixels, where it is shown largest. */
  readonly factor: number;
  /** There is none larger. */
  readonly largest: boolean;
}

/** The files that the page has fetched for its pictures; one that is there already serves smaller places too. */
export async function fetchedOn(page: Page): Promise<Fetched[]> {
  const shown = await page.evaluate(() =>
    [...document.images]
      .filter((img) => img.complete && img.currentSrc)
      .map((img): Fetched => {
        const source = img.srcset.split(', ').find((part) => img.currentSrc.endsWith(part.split(' ')[0] as string));
        const width = source ? Number.parseInt(source.split(' ')[1] as string, 10) : Number(img.getAttribute('width'));
        const box = img.getBoundingClientRect();
        const ratio = Number(img.getAttribute('width')) / Number(img.getAttribute('height'));
        const factor = width / (Math.max(box.width, box.height * ratio) * devicePixelRatio);
        return {
          url: img.currentSrc,
          size: Number(/(\d+)\.jpg$/.exec(img.currentSrc)?.[1]),
          factor,
          largest: !img.srcset || img.srcset.endsWith(` ${width}w`),
        };
      }),
  );
  const largest = new Map<string, Fetched>();
  for (const one of shown) if (one.factor < (largest.get(one.url)?.factor ?? Number.POSITIVE_INFINITY)) largest.set(one.url, one);
  return [...largest.values()];
}
