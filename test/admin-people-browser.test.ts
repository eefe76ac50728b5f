import { startGallery, type TestGallery } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';
import { type WatchedPage, watchedPage } from './atelier/watched-page.ts';

const long = 'Somebody-with-a-name-that-is-longer-than-any-column-of-a-table-and-has-no-place-to-break';
const password = 'seven brown foxes';

describe.runIf(haveBrowser())('the pages about people in a browser', () => {
  let gallery: TestGallery;
  let browser: Browser;
  let page: Page;
  let open: WatchedPage['open'];
  let expectAllWell: WatchedPage['expectAllWell'];
  let ana: number;
  let family: number;

  beforeAll(async () => {
    [gallery, browser] = await Promise.all([startGallery(), openBrowser()]);
    ana = await gallery.user('ana', { password });
    family = await gallery.group('Family & friends', [ana, await gallery.user(long, { status: 'generic' })]);
    await gallery.group(long);
    for (let guest = 0; guest < 110; guest += 1) await gallery.user(`guest ${guest}`);
    ({ page, open, expectAllWell } = await watchedPage(browser, gallery, 1));
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  const pathOf = (what: string) => what.replace('ANA', String(ana)).replace('FAMILY', String(family));

  it.each([
    '/admin/users',
    '/admin/users?q=guest&page=2',
    '/admin/users?q=nobody',
    '/admin/users/new',
    '/admin/users/ANA',
    '/admin/users/1',
    '/admin/groups',
    '/admin/activity',
    '/admin/activity?who=nobody',
    '/admin/groups/FAMILY',
    '/account',
    '/account/forgot',
  ])('%s says nothing amiss to axe, by day and by night, and fits every window', async (path) => {
    await open(pathOf(path));
    await expectAllWell();
  });

  it('somebody is invited by keyboard alone, and chooses a password behind the link', async () => {
    await open('/admin/users');
    await page.getByRole('link', { name: 'New user' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/users\/new$/);
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('nora');
    await page.keyboard.press('Enter');
    const link = page.getByLabel('Give this link to nora');
    const address = await link.inputValue();
    expect(address).toMatch(/\/account\/password-link\/[\w-]+$/);
    await expectAllWell();

    const { page: guest, ...watched } = await watchedPage(browser, gallery, null);
    await watched.open(new URL(address).pathname);
    expect(await guest.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome, nora');
    await watched.expectAllWell();
    await guest.getByLabel('New password').fill('short');
    await guest.keyboard.press('Enter');
    await guest.getByText('This password is too short').waitFor();
    await watched.expectAllWell();
    await guest.getByLabel('New password').fill('three quiet lighthouses');
    await guest.keyboard.press('Enter');
    await guest.getByRole('link', { name: 'nora' }).waitFor();
  });

  it('a refusal stands beside its field, with everything that was typed', async () => {
    await open('/admin/users/new');
    await page.getByLabel('Name', { exact: true }).fill('ANA');
    await page.getByLabel('Address for messages').fill('no address');
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('ANA');
    expect(await page.locator('[aria-invalid]').count()).toBe(1);
    await expectAllWell();
  });

  it('a user is put into a group and taken out again', async () => {
    await open(pathOf('/admin/groups/FAMILY'));
    await page.getByLabel('Name of the user').fill('guest 7');
    await page.getByRole('button', { name: 'Add a user' }).click();
    await page.waitForURL(/done=added/);
    await page.getByRole('button', { name: 'Take out guest 7' }).click();
    await page.waitForURL(/done=taken/);
    expect(await page.getByRole('link', { name: 'guest 7' }).count()).toBe(0);
    await expectAllWell();
  });

  it('who is signed in is led to the account by name, and changes the password there', async () => {
    const { page: own, ...watched } = await watchedPage(browser, gallery, ana);
    await watched.open('/');
    await own.getByRole('link', { name: 'ana' }).click();
    await own.waitForURL(/\/account$/);
    const change = async (old: string) => {
      await own.getByRole('region', { name: 'Password' }).getByLabel('Your password now').fill(old);
      await own.getByLabel('New password').fill('three quiet lighthouses');
      await own.getByRole('button', { name: 'Change the password' }).click();
    };
    await change('not it at all');
    await own.getByText('This is not the password of this account').waitFor();
    await watched.expectAllWell();
    await own.setViewportSize({ width: 1280, height: 820 });
    await change(password);
    await own.waitForURL(/done=password/);
    expect(await own.getByRole('status').textContent()).toContain('The password is changed.');
    await watched.expectAllWell();
  });
});
