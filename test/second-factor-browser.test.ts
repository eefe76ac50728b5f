import { createHmac } from 'node:crypto';
import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { watchedPage } from './atelier/watched-page.ts';

const password = 'seven brown foxes';
const periodMs = 30_000;

function bytesOfBase32(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238 as an app on somebody's phone works it out. */
function codeOf(key: string, now: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / periodMs)));
  const hash = createHmac('sha1', bytesOfBase32(key)).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe.runIf(haveBrowser())('a second factor in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let ana: number;
  let key: string;
  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery({ plugins: ['totp'] }), openBrowser()]);
    ana = await gallery.user('ana', { password });
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  it('is set up by keyboard alone, and says nothing amiss to axe in any window', async () => {
    const { page, open, expectAllWell } = await watchedPage(browser, gallery, ana);
    const press = async (role: 'link' | 'button', name: string) => {
      await page.getByRole(role, { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await open('/account');
    await expectAllWell();
    await press('link', 'Set up a second factor');
    await heading('Second factor');
    await expectAllWell();
    await press('button', 'Set up a second factor');
    await heading('Set up the second factor');
    await page.getByRole('img', { name: 'QR code with the key that stands below it' }).waitFor();
    await expectAllWell();
    key = ((await page.locator('strong code').textContent()) ?? '').replaceAll(' ', '');

    await page.getByLabel('Code that the app shows now').focus();
    await page.keyboard.type('nothing');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByText('This code is wrong or was used already.').waitFor();
    await expectAllWell();

    await page.getByLabel('Code that the app shows now').focus();
    await page.keyboard.type(codeOf(key, gallery.clock.now()));
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await heading('Recovery codes');
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /^[\da-z]{4}(-[\da-z]{4}){3}$/ })
        .count(),
    ).toBe(10);
    await expectAllWell();
    await press('link', 'I have kept them');
    await page.getByRole('link', { name: 'Change the second factor' }).waitFor();
    await press('link', 'Change the second factor');
    await page.getByText('10 recovery codes are left.').waitFor();
    await expectAllWell();
  });

  it('is asked for after the password, by keyboard alone too', async () => {
    gallery.clock.advance(periodMs);
    const guest = await watchedPage(browser, gallery, null);
    await guest.open('/account/sign-in?next=/newest');
    await guest.page.getByLabel('Name').focus();
    await guest.page.keyboard.type('ana');
    await guest.page.keyboard.press('Tab');
    await guest.page.keyboard.type(password);
    await guest.page.keyboard.press('Enter');
    await guest.page.getByLabel('Code', { exact: true }).waitFor();
    await guest.expectAllWell();
    await guest.page.getByLabel('Code', { exact: true }).focus();
    await guest.page.keyboard.type('nothing');
    await guest.page.keyboard.press('Enter');
    await guest.page.getByText('This code is wrong or was used already.').waitFor();
    await guest.expectAllWell();
    await guest.page.getByLabel('Code', { exact: true }).focus();
    await guest.page.keyboard.type(codeOf(key, gallery.clock.now()));
    await guest.page.keyboard.press('Enter');
    await guest.page.getByRole('link', { name: 'ana', exact: true }).waitFor();
    expect(new URL(guest.page.url()).pathname).toBe('/newest');
  });

  it('stands on the pages of whoever runs the gallery, also while the plugin does not run', async () => {
    const keeper = await watchedPage(browser, gallery, 1);
    for (const path of [`/admin/users/${ana}`, '/admin/plugins/totp']) {
      await keeper.open(path);
      await keeper.expectAllWell();
    }
    await gallery.plugins.deactivate('totp');
    for (const path of ['/admin/plugins', '/admin/plugins/totp', '/admin/rescue']) {
      await keeper.open(path);
      await keeper.expectAllWell();
    }
  });
});
