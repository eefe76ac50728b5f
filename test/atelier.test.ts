import { join } from 'node:path';
import { html } from '@picturerail/sdk';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { fetchedOn, headingsOn, rowsOn, shiftOf } from './atelier/measure.ts';
import { pagesOf } from './atelier/pages.ts';
import { paintedPictures, photographs } from './atelier/painted.ts';
import { photographPages } from './atelier/photograph-pages.ts';
import { type Served, servePages, slotsWith } from './atelier/serve-pages.ts';
import { shapes } from './atelier/shapes.ts';
import { expectSound } from './atelier/sound.ts';

const slots = slotsWith({
  'image.panel@1': html`<section><h2>Camera</h2><dl><div><dt>Body</dt><dd>Pentax Optio 430</dd></div></dl></section>`,
  'image.badges@1': html`<span>new</span>`,
  'album.toolbar@1': html`<button>Slideshow</button>`,
  'page.footer@1': html`<p>© Ana Ruiz</p>`,
});

const pictures = await paintedPictures(shapes);
const pages = pagesOf(pictures);

describe.runIf(haveBrowser())('the pages of Atelier', () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), servePages(pages, pictures, slots)]);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  /** Contexts that are as they were for each page: with what earlier pages left in the cache. */
  const warm = new Map<string, Promise<BrowserContext>>();

  const warmContext = (options: BrowserContextOptions): Promise<BrowserContext> => {
    const key = JSON.stringify(options);
    const context = warm.get(key) ?? browser.newContext(options);
    warm.set(key, context);
    return context;
  };

  async function visit<Result>(name: string, options: BrowserContextOptions, look: (page: Page) => Promise<Result>): Promise<Result> {
    const page = await (await warmContext(options)).newPage();
    try {
      await page.goto(`${served.address}/${name}`, { waitUntil: 'load' });
      return await look(page);
    } finally {
      await page.close();
    }
  }

  /** As one who has never been here. */
  async function visitFirst<Result>(name: string, options: BrowserContextOptions, look: (page: Page) => Promise<Result>): Promise<Result> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      await page.goto(`${served.address}/${name}`, { waitUntil: 'networkidle' });
      return await look(page);
    } finally {
      await context.close();
    }
  }

  const across = (width: number, more: BrowserContextOptions = {}): BrowserContextOptions => ({
    viewport: { width, height: Math.round(width < 600 ? 800 : width * 0.6) },
    ...more,
  });

  it.each(Object.keys(pages))('%s: fits every width, reads in order, says nothing amiss to axe, asks no other host', async (name) => {
    const context = await browser.newContext(across(1280, { reducedMotion: 'reduce' }));
    const page = await context.newPage();
    const amiss: string[] = [];
    page.on('request', (request) => void (request.url().startsWith(served.address) || amiss.push(`asks ${request.url()}`)));
    page.on('console', (message) => void (message.type() === 'error' && amiss.push(message.text())));
    page.on('pageerror', (error) => void amiss.push(error.message));
    await page.goto(`${served.address}/${name}`, { waitUntil: 'load' });

    const levels = await headingsOn(page);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    await expectSound(page, [360, 390, 820, 1280, 2560, 3840]);
    await context.close();
    expect(amiss).toEqual([]);
  });

  describe.each([360, 390, 1280, 2560])('%i pixels wide', (width) => {
    it('lay pictures in rows that end where the list ends, 6 pixels apart, uncropped', async () => {
      const { left, right, lines } = await visit('album-rows', across(width), rowsOn);
      expect(lines.length).toBeGreaterThan(3);
      for (const [index, line] of lines.entries()) {
        for (const [place, box] of line.entries()) {
          const before = line[place - 1];
          if (before) expect(Math.abs(box.left - before.right - 6)).toBeLessThan(0.1);
          expect(Math.abs(box.height - (line[0]?.height ?? 0))).toBeLessThan(1);
          expect(Math.abs(box.width - box.height * box.ratio)).toBeLessThan(1);
        }
        const above = lines[index - 1]?.[0];
        if (above) expect(Math.abs((line[0]?.top ?? 0) - above.top - above.height - 6)).toBeLessThan(0.1);
        expect(Math.abs((line[0]?.left ?? 0) - left)).toBeLessThan(1);
        if (index < lines.length - 1) expect(Math.abs((line.at(-1)?.right ?? 0) - right)).toBeLessThan(1);
      }
    });

    it('do not stretch the last row', async () => {
      const { right, lines } = await visit('album', across(width), rowsOn);
      const heights = lines.slice(0, -1).map((line) => line[0]?.height ?? 0);
      const last = lines.at(-1) ?? [];
      const full = Math.abs((last.at(-1)?.right ?? 0) - right) < 1;
      if (!full) expect(last[0]?.height).toBeLessThanOrEqual(Math.max(...heights) + 1);
      expect(last.at(-1)?.right).toBeLessThanOrEqual(right + 1);
    });
  });

  it('hang a few pictures in one line that fills the wall, and in rows on a phone', async () => {
    const wide = await visit('album-few', across(1280), rowsOn);
    expect(wide.lines.map((line) => line.length)).toEqual([5]);
    const heights = wide.lines.flat().map(({ height, width, ratio }) => [Math.round(height), Math.round(width / ratio)]);
    expect(new Set(heights.flat()).size).toBe(1);
    expect(Math.abs((wide.lines[0]?.at(-1)?.right ?? 0) - wide.right)).toBeLessThan(1);
    expect((await visit('album-few', across(390), rowsOn)).lines.length).toBeGreaterThan(1);
    const { lines } = await visit('album-one', across(1280), rowsOn);
    expect(lines[0]?.[0]?.height).toBeLessThanOrEqual(768 * 0.67);
  });

  it.each([390, 1280])('shift nothing while fonts and pictures arrive late, %i pixels wide', async (width) => {
    served.delay.fonts = 300;
    served.delay.pictures = 200;
    try {
      for (const name of ['home', 'album', 'album-rows', 'album-one', 'image', 'setup']) {
        const shift = await visitFirst(name, across(width), shiftOf);
        expect([name, Number(shift.toFixed(3))]).toEqual([name, 0]);
      }
    } finally {
      served.delay.fonts = 0;
      served.delay.pictures = 0;
    }
  });

  it('go to the edges of a phone, and keep a margin elsewhere', async () => {
    expect((await visit('album-rows', across(390), rowsOn)).left).toBe(0);
    expect((await visit('album-rows', across(1280), rowsOn)).left).toBe(40);
  });

  it('write no style attributes', async () => {
    for (const name of Object.keys(pages))
      expect([name, await (await fetch(`${served.address}/${name}`)).text()]).not.toEqual([name, expect.stringMatching(/\sstyle="/)]);
  });

  it('work without script', async () => {
    const { left, right, lines } = await visit('album-rows', across(1280), rowsOn);
    const bare = await browser.newContext(across(1280, { javaScriptEnabled: false }));
    const page = await bare.newPage();
    await page.goto(`${served.address}/album-rows`);
    const boxes = await page.locator('.rows > li').evaluateAll((items) => items.map((item) => Math.round(item.getBoundingClientRect().right)));
    expect(boxes).toEqual(lines.flat().map((box) => Math.round(box.right)));
    expect(Math.max(...boxes)).toBe(Math.round(right));
    expect(left).toBe(40);
    await page.locator('.rows > li > a').first().click();
    await page.waitForURL(/\/image\?/);
    await page.locator('[rel=next]').click();
    await page.locator('.crumbs li:last-child a').click();
    await page.waitForURL(/\/album\?a=2/);
    await bare.close();
  });

  it.each([
    [390, 3],
    [820, 2],
    [1280, 1],
    [2560, 1],
  ])('fetch no picture much larger than it is shown: %i pixels wide, %i to one', async (width, deviceScaleFactor) => {
    for (const name of ['album-rows', 'album', 'image', 'album-few', 'album-one']) {
      const found = await visitFirst(name, across(width, { deviceScaleFactor }), fetchedOn);
      expect(found.length).toBeGreaterThan(0);
      expect([name, found.filter(({ factor, size }) => factor > 1.5 && size > 320)]).toEqual([name, []]);
      expect([name, found.filter(({ factor, largest }) => factor < 0.6 && !largest)]).toEqual([name, []]);
    }
  });

  it('load the first pictures at once and the others when they come near', async () => {
    const markup = await (await fetch(`${served.address}/album-rows`)).text();
    const pictures = [...markup.matchAll(/<img [^>]+>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(60);
    expect(pictures.filter((tag) => tag.includes('fetchpriority="high"'))).toHaveLength(4);
    expect(pictures.filter((tag) => tag.includes('loading="lazy"'))).toHaveLength(52);
    expect(pictures.every((tag) => /\swidth="\d+" height="\d+" decoding="async"/.test(tag))).toBe(true);
  });

  it('show the blurred shape of a picture until it is there', async () => {
    served.delay.pictures = 600;
    try {
      const context = await browser.newContext(across(1280));
      const page = await context.newPage();
      await page.goto(`${served.address}/image`, { waitUntil: 'domcontentloaded' });
      const canvas = page.locator('.picture canvas');
      await canvas.waitFor();
      const colours = await canvas.evaluate((node) => {
        const { width, height } = node as HTMLCanvasElement;
        const data = (node as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        return new Set(Array.from({ length: width * height }, (_, index) => [...data.slice(index * 4, index * 4 + 3)].join())).size;
      });
      expect(colours).toBeGreaterThan(50);
      await canvas.waitFor({ state: 'detached' });
      await context.close();
    } finally {
      served.delay.pictures = 0;
    }
  });

  it('say quietly that a picture could not be loaded', async () => {
    const context = await browser.newContext(across(1280));
    const page = await context.newPage();
    await page.route('**/media/**', (route) => route.abort());
    await page.goto(`${served.address}/album-rows`, { waitUntil: 'load' });
    const first = page.locator('.rows > li').first();
    await expect.poll(() => first.getAttribute('class')).toContain('failed');
    expect(await first.evaluate((item) => getComputedStyle(item, '::after').content)).toBe('"This picture could not be loaded"');
    await context.close();
  });

  it('walk through a list by arrow keys and back to it by Escape', async () => {
    await visit('image', across(1280), async (page) => {
      await page.keyboard.press('ArrowRight');
      await page.waitForURL(/i=2$/);
      await page.keyboard.press('ArrowLeft');
      await page.waitForURL(/i=1$/);
      await page.keyboard.press('Escape');
      await page.waitForURL(/\/album\?a=2$/);
    });
  });

  it('lead the keyboard past the navigation first', async () => {
    await visit('album', across(1280), async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
    });
  });

  it('move nothing for those who asked for stillness', async () => {
    const moving = await visit('album', across(1280, { reducedMotion: 'reduce' }), (page) =>
      page.evaluate(() => [...document.querySelectorAll('*')].filter((node) => getComputedStyle(node).transitionDuration !== '0s').length),
    );
    expect(moving).toBe(0);
  });

  it('escape what people typed', async () => {
    const markup = await (await fetch(`${served.address}/album-rows`)).text();
    expect(markup).toContain('“Quoted” &lt;b&gt;not bold&lt;/b&gt;');
    expect(markup).toContain('The Great Court &amp; its roof (north side)');
  });

  it('print in ink on paper, without the controls', async () => {
    await visit('image', across(1280, { colorScheme: 'dark' }), async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.toolbar').isVisible()).toBe(false);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    });
  });

  const { LOOK, TEST_PHOTOS } = process.env;
  if (LOOK)
    it('are photographed', { timeout: 600_000 }, async () => {
      await photographPages(browser, LOOK, { pictures: TEST_PHOTOS ? await photographs(join(TEST_PHOTOS, 'library')) : pictures, slots });
    });
});
