import { AxeBuilder } from '@axe-core/playwright';
import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { overflowOf, rowsOn } from './atelier/measure.ts';

/** The same pages out of a gallery that runs: its data, its headers, its bytes. */
describe.runIf(haveBrowser())('a started gallery in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let amiss: string[];
  let travel: number;
  let hidden: number;

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery({ plugins: 'bundled' }), openBrowser()]);
    travel = await gallery.album('Travel');
    const london = await gallery.album('London & more (winter)', { parent: travel });
    for (const [width, height] of [
      [1200, 800],
      [800, 1200],
      [1000, 1000],
      [1600, 500],
      [1200, 900],
    ] as const) {
      await gallery.image(travel, { width, height, title: `A picture ${width} wide` });
      await gallery.image(london, { width, height });
    }
    hidden = await gallery.album('Family', { access: { entries: [{ principal: 'signed-in', rights: ['view'] }] } });
    await gallery.image(hidden, { title: 'Grandmother' });
    await gallery.user('ana', { password: 'nine-brown-umbrellas' });

    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.on('console', (message) => void (message.type() === 'error' && amiss.push(message.text())));
    page.on('pageerror', (error) => void amiss.push(error.message));
    page.on('request', (request) => void (request.url().startsWith(gallery.url) || amiss.push(`asks ${request.url()}`)));
  });

  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  async function open(path: string): Promise<void> {
    amiss = [];
    await page.goto(gallery.url + path, { waitUntil: 'networkidle' });
  }

  async function expectSound(): Promise<void> {
    expect(amiss).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    const broken = await page.evaluate(() => [...document.images].filter((img) => !img.complete || img.naturalWidth === 0).map((img) => img.src));
    expect(broken).toEqual([]);
  }

  it('shows its albums and newest images to a visitor, and leads him to a picture and on', async () => {
    await open('/');
    await expectSound();
    await page.getByRole('link', { name: 'Travel' }).click();
    await page.waitForURL(/\/albums\/\d+\/travel$/);
    await page.waitForLoadState('networkidle');
    await expectSound();
    const { right, lines } = await rowsOn(page);
    expect(lines.flat()).toHaveLength(5);
    expect(Math.max(...lines.map((line) => line.at(-1)?.right ?? 0))).toBeLessThanOrEqual(right + 1);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['London & more (winter)']);

    await page.locator('.rows a').first().click();
    await page.waitForURL(/\/images\/\d+\//);
    await page.waitForLoadState('networkidle');
    await expectSound();
    expect(await page.locator('.position').textContent()).toBe('1 of 5');
    const first = page.url();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.href !== first);
    expect(await page.locator('.position').textContent()).toBe('2 of 5');
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/albums\/\d+\/travel$/);
  });

  it('answers 404 for what a visitor may not see, and brings him back there once he has signed in', async () => {
    await page.goto(`${gallery.url}/albums/${hidden}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toContain('Family');
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('User name').fill('ana');
    await page.getByLabel('Password').fill('nine-brown-umbrellas');
    amiss = [];
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/albums\/\d+\/family$/);
    await page.waitForLoadState('networkidle');
    await expectSound();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Family');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('ana', { exact: true }).count()).toBe(0);
  });

  it('speaks the language a visitor picks', async () => {
    await open('/');
    await page.getByRole('button', { name: 'français' }).click();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await page.getByRole('link', { name: 'Se connecter' }).count()).toBe(1);
    await page.getByRole('button', { name: 'English' }).click();
    await page.waitForLoadState('networkidle');
  });

  it('shows pictures without script, light or dark', async () => {
    const bare = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'dark', viewport: { width: 390, height: 844 } });
    const other = await bare.newPage();
    await other.goto(`${gallery.url}/albums/${travel}`, { waitUntil: 'networkidle' });
    const boxes = await other.locator('.rows img').evaluateAll((pictures) => pictures.map((picture) => picture.getBoundingClientRect().height));
    expect(boxes).toHaveLength(5);
    expect(Math.min(...boxes)).toBeGreaterThan(60);
    await bare.close();
  });
});
