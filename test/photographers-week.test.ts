import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts } from '@picturerail/core';
import { paintImage, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveBrowser, openBrowser } from './atelier/browser.ts';

const password = 'a lens cap full of sand';
/** Where what is on the screen is kept, for people to look at; it is not kept where nobody names a folder. */
const screenshots = process.env.SCREENSHOTS;

/** A week of work as a photographer does it: by links and buttons alone, no address but the first typed. Each day goes on from the one before. */
describe.runIf(haveBrowser()).each(testServers())('a photographer’s week, on $name', ({ name: database, server }) => {
  let gallery: TestGallery;
  let browser: Browser;
  let dir: string;
  let mara: Page;
  let setupLink: string;
  const links = new Map<string, string>();
  const amiss: string[] = [];

  beforeAll(async () => {
    [gallery, browser, dir] = await Promise.all([
      startGallery({ setUp: false, plugins: 'bundled', server }),
      openBrowser(),
      mkdtemp(join(tmpdir(), 'picturerail-week-')),
    ]);
    setupLink = `/setup/${await accounts.createSetupToken(gallery.house.accounts)}`;
    mara = await newTab();
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** A browser of somebody’s own. */
  async function newTab(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && !message.text().includes('status of 404') && amiss.push(message.text())));
    page.on('pageerror', (error) => void amiss.push(error.message));
    return page;
  }

  async function look(page: Page, name: string): Promise<void> {
    expect(amiss).toEqual([]);
    if (!screenshots) return;
    await mkdir(screenshots, { recursive: true });
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(screenshots, `${database}-${name}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  /** Presses what leads elsewhere, and waits until it is there. */
  const go = async (page: Page, role: 'link' | 'button', name: string | RegExp): Promise<void> => {
    const link = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
    await Promise.all([page.waitForEvent('domcontentloaded'), link.click()]);
  };
  const administration = async (page: Page, room: string): Promise<void> => {
    if (await page.getByRole('link', { name: 'Administration', exact: true }).isVisible()) await go(page, 'link', 'Administration');
    await go(page, 'link', room);
  };
  const painted = async (names: readonly string[]): Promise<string[]> =>
    Promise.all(
      names.map(async (name, index) => {
        const file = join(dir, `${name}.jpg`);
        const [width, height] = index % 3 === 1 ? [800, 1200] : [1200, 800];
        await writeFile(file, await paintImage({ width, height, seed: name.length * 100 + index, description: name }));
        return file;
      }),
    );
  const createAlbum = async (page: Page, field: RegExp, title: string): Promise<void> => {
    await page.getByLabel(field).fill(title);
    await go(page, 'button', 'Create album');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
  };
  const upload = async (page: Page, names: readonly string[]): Promise<void> => {
    await go(page, 'link', 'Add images');
    await page.locator('[data-upload=files]').setInputFiles(await painted(names));
    await page.locator(`[data-upload=list] > li[data-state=good] >> nth=${names.length - 1}`).waitFor({ timeout: 60_000 });
    await gallery.jobs.run();
  };
  const give = async (page: Page, { kind, name, may }: { readonly kind: string; readonly name?: string; readonly may: string }): Promise<void> => {
    await page.getByLabel('A list of its own').check();
    await page.getByLabel('Whom').selectOption({ label: kind });
    if (name) await page.getByRole('combobox', { name: 'Name', exact: true }).fill(name);
    await page.getByLabel('What they may do', { exact: true }).selectOption({ label: may });
    await go(page, 'button', 'Save who may see it');
    if (await page.getByRole('button', { name: 'Yes, show it to them' }).isVisible()) await go(page, 'button', 'Yes, show it to them');
    await page
      .locator('.grants .name', { hasText: name ?? kind })
      .first()
      .waitFor();
  };
  /** Makes an account; the link for its password is handed over. */
  const invite = async (name: string, { group, status }: { readonly group?: string; readonly status?: string } = {}): Promise<void> => {
    await administration(mara, 'Users');
    await go(mara, 'link', 'New user');
    await mara.getByLabel('Name', { exact: true }).fill(name);
    if (group) await mara.getByLabel(group, { exact: true }).check();
    if (status) await mara.getByLabel('Status').selectOption({ label: status });
    if (status) await look(mara, '4-new-user');
    await go(mara, 'button', 'Create the account');
    links.set(name, await mara.getByLabel(`Give this link to ${name}`).inputValue());
  };
  /** Opens that link, and chooses a password. */
  const accept = async (page: Page, name: string): Promise<void> => {
    await page.goto(links.get(name) as string);
    await page.getByLabel('New password').fill(password);
    await go(page, 'button', /password/);
    await page.getByRole('link', { name, exact: true }).waitFor();
  };
  const titlesOn = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? '';
  /** What somebody sees at home, as the preview from the page about them shows it. */
  const previewed = async (whom: 'Users' | 'Groups', name: string): Promise<string> => {
    await administration(mara, whom);
    await go(mara, 'link', name);
    await go(mara, 'button', /^See it as/);
    expect(await mara.getByText(/You see the gallery as/).textContent()).toContain(name);
    const seen = await titlesOn(mara);
    await look(mara, `6-preview-${name}`);
    await go(mara, 'link', 'End the preview');
    return seen;
  };

  it('on Monday sets the gallery up and opens a portfolio to everyone', { timeout: 120_000 }, async () => {
    await mara.goto(gallery.url + setupLink);
    await look(mara, '1-setup');
    await mara.getByLabel('Name of the gallery').fill('Mara Lindt, photographs');
    await mara.getByLabel('Your user name').fill('mara');
    await mara.getByLabel('Your password').fill(password);
    await mara.getByRole('radio', { name: /Nobody but me/ }).check();
    await mara.getByRole('button', { name: 'Create the gallery' }).click();
    await mara.getByRole('link', { name: 'Administration' }).first().waitFor();
    await look(mara, '1-empty');
    await administration(mara, 'Albums');
    await look(mara, '1-no-albums');
    await createAlbum(mara, /New album/, 'Portfolio');
    await give(mara, { kind: 'Everyone', may: 'Look' });
    await look(mara, '1-portfolio');
    await upload(mara, ['Ferry at dusk', 'Tall house', 'Salt flats', 'Harbour crane', 'Old bridge', 'Fog on the lake', 'Tram']);
    await look(mara, '1-uploaded');
    const visitor = await newTab();
    await visitor.goto(gallery.url);
    await look(visitor, '1-visitor');
    await go(visitor, 'link', /Portfolio/);
    expect(await visitor.locator('main img').count()).toBe(7);
    await look(visitor, '1-portfolio-visitor');
  });

  it('on Tuesday gives three clients an album each that nobody else sees', { timeout: 120_000 }, async () => {
    await administration(mara, 'Albums');
    await createAlbum(mara, /^New album/, 'Clients');
    const clients = ['Family Bauer', 'Studio Nord', 'Ines and Karim'];
    for (const client of clients) {
      await invite(client);
      await administration(mara, 'Albums');
      await go(mara, 'link', 'Clients');
      await createAlbum(mara, /^New album/, `For ${client}`);
      await give(mara, { kind: 'User', name: client, may: 'Look and download' });
      await upload(mara, [`${client} one`, `${client} two`, `${client} three`]);
    }
    await look(mara, '2-client');
    await administration(mara, 'Albums');
    await look(mara, '2-albums');
    const bauer = await newTab();
    await accept(bauer, 'Family Bauer');
    expect(await titlesOn(bauer)).toContain('For Family Bauer');
    expect(await titlesOn(bauer)).not.toContain('Studio Nord');
    await look(bauer, '2-bauer');
    await go(bauer, 'link', /For Family Bauer/);
    await go(bauer, 'link', /Family Bauer two/);
    await look(bauer, '2-bauer-image');
    expect(await bauer.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  });

  it('on Wednesday shares with the family, who are a group', { timeout: 120_000 }, async () => {
    await administration(mara, 'Groups');
    await mara.getByLabel('Name', { exact: true }).fill('Family');
    await look(mara, '3-groups');
    await go(mara, 'button', 'Make the group');
    for (const name of ['oma', 'tom']) await invite(name, { group: 'Family' });
    await administration(mara, 'Albums');
    await createAlbum(mara, /^New album/, 'Family album');
    await give(mara, { kind: 'Group', name: 'Family', may: 'Contribute: add, and change what is their own' });
    await upload(mara, ['Garden', 'Birthday']);
    const oma = await newTab();
    await accept(oma, 'oma');
    await go(oma, 'link', /Family album/);
    await look(oma, '3-oma');
    await go(oma, 'link', 'Add images');
    await look(oma, '3-oma-adds');
    await oma.locator('[data-upload=files]').setInputFiles(await painted(['The old kitchen']));
    await oma.locator('[data-upload=list] > li[data-state=good]').waitFor({ timeout: 60_000 });
  });

  it('on Thursday lets the guests of a feast in with one account that they share', { timeout: 120_000 }, async () => {
    await invite('feast', { status: 'Shared account' });
    await administration(mara, 'Albums');
    await createAlbum(mara, /^New album/, 'Summer feast');
    await give(mara, { kind: 'User', name: 'feast', may: 'Look' });
    await upload(mara, ['Lanterns', 'The long table', 'Dancing']);
    const guest = await newTab();
    await accept(guest, 'feast');
    expect(await titlesOn(guest)).toContain('Summer feast');
    await go(guest, 'link', 'feast');
    await look(guest, '4-guest-account');
  });

  it('on Friday hands a part of the gallery to somebody who looks after it', { timeout: 120_000 }, async () => {
    await invite('jonas');
    await administration(mara, 'Albums');
    await createAlbum(mara, /^New album/, 'Travel');
    await give(mara, { kind: 'User', name: 'jonas', may: 'Own: everything, and who may see it' });
    const jonas = await newTab();
    await accept(jonas, 'jonas');
    await administration(jonas, 'Albums');
    await look(jonas, '5-jonas-albums');
    expect(await titlesOn(jonas)).not.toContain('Clients');
    await go(jonas, 'link', 'Travel');
    await look(jonas, '5-jonas-travel');
    await createAlbum(jonas, /^New album/, 'Lisbon');
    await upload(jonas, ['Tejo', 'Alfama']);
    await go(jonas, 'link', 'To the album');
    await go(jonas, 'link', 'Administration');
    expect(await jonas.getByRole('heading', { level: 1 }).textContent()).toBe('Lisbon');
    await give(jonas, { kind: 'Group', name: 'Family', may: 'Look' });
    await look(jonas, '5-jonas-lisbon');
  });

  it('at the weekend looks at it through the eyes of each', { timeout: 120_000 }, async () => {
    const all = ['Portfolio', 'For Family Bauer', 'For Studio Nord', 'For Ines and Karim', 'Family album', 'Summer feast', 'Travel', 'Lisbon'];
    const sees = async (whom: 'Users' | 'Groups', name: string, albums: readonly string[]) => {
      const seen = await previewed(whom, name);
      expect([name, all.filter((album) => seen.includes(album))]).toEqual([name, albums]);
    };
    await sees('Users', 'Family Bauer', ['Portfolio', 'For Family Bauer']);
    await sees('Users', 'Studio Nord', ['Portfolio', 'For Studio Nord']);
    await sees('Users', 'Ines and Karim', ['Portfolio', 'For Ines and Karim']);
    await sees('Groups', 'Family', ['Portfolio', 'Family album', 'Lisbon']);
    await sees('Users', 'feast', ['Portfolio', 'Summer feast']);
    await sees('Users', 'jonas', ['Portfolio', 'Travel']);
    await administration(mara, 'Activity');
    await look(mara, '7-activity');
    await administration(mara, 'Overview');
    await look(mara, '7-overview');
    await administration(mara, 'Images');
    await look(mara, '7-images');
  });
});
