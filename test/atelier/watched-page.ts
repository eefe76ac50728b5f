import type { TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound } from './sound.ts';

export interface WatchedPage {
  readonly page: Page;
  /** A page of the gallery as a desk shows it; what was amiss before is forgotten. */
  open(path: string): Promise<void>;
  /** Nothing amiss to axe and in any window, no other host asked, no error told. */
  expectAllWell(): Promise<void>;
}

/** A tab in which that user is signed in (null: nobody), and in which nothing goes wrong unnoticed. `refusals`: what the console may say of pages that refuse something. */
export async function watchedPage(browser: Browser, gallery: TestGallery, userId: number | null, refusals = 'status of 4'): Promise<WatchedPage> {
  let amiss: string[] = [];
  const { cookies } = userId === null ? gallery.visitor() : await gallery.as(userId);
  const context = await browser.newContext({ viewport: { width: 1280, height: 820 } });
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: gallery.url })));
  const page = await context.newPage();
  page.on('request', (request) => void (request.url().startsWith(gallery.url) || amiss.push(`asks ${request.url()}`)));
  page.on('console', (message) => void (message.type() === 'error' && !message.text().includes(refusals) && amiss.push(message.text())));
  page.on('pageerror', (error) => void amiss.push(error.message));
  return {
    page,
    async open(path) {
      amiss = [];
      await page.setViewportSize({ width: 1280, height: 820 });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(gallery.url + path, { waitUntil: 'networkidle' });
    },
    async expectAllWell() {
      await expectSound(page);
      expect(amiss).toEqual([]);
    },
  };
}
