import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { headingsOn, overflowOf } from './measure.ts';

/** Nothing amiss to axe, by day and by night; never wider than the window, whatever it is, nor with large text. Leaves the window small and the text large. */
export async function expectSound(page: Page, widths: readonly number[] = [360, 390, 820, 1280, 2560]): Promise<void> {
  const levels = await headingsOn(page);
  expect(levels.filter((level) => level === 1)).toEqual([1]);
  const axe = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  expect(await axe()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await axe()).toEqual([]);
  for (const direction of ['rtl', 'ltr']) {
    await page.evaluate((value) => document.documentElement.setAttribute('dir', value), direction);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect([direction, width, await overflowOf(page)]).toEqual([direction, width, 0]);
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(['text at 200 %', await overflowOf(page)]).toEqual(['text at 200 %', 0]);
}
