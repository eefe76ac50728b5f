import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Html, PageData, PageTemplates } from '@picturerail/sdk';
import { createTexts } from '../../core/src/i18n/index.ts';
import { discoverPackages } from '../../core/src/kernel/packages/discover-packages.ts';
import { createAssets, createTheme, type SlotRenderer } from '../../core/src/theme/index.ts';
import type { Page } from './pages.ts';
import type { Picture } from './painted.ts';

export interface Served {
  readonly address: string;
  /** Milliseconds each picture and each font is held back. */
  delay: { pictures: number; fonts: number };
  close(): Promise<void>;
}

const quiet = { debug: () => {}, info: () => {}, warn: console.warn, error: console.error };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The theme's pages with the headers of the gallery, the strict content security policy above all. */
export async function servePages(pages: Record<string, Page>, pictures: readonly Picture[], slots: SlotRenderer): Promise<Served> {
  const assets = createAssets();
  const { packages } = await discoverPackages([join(import.meta.dirname, '../../themes')]);
  const theme = createTheme({ packages, slots, texts: createTexts(), assets, log: quiet, strict: true });
  const delay = { pictures: 0, fonts: 0 };

  const answer = async (url: URL, response: ServerResponse) => {
    const page = pages[url.pathname.slice(1)];
    const asset = assets.at(url.pathname);
    const [, index, size] = /^\/media\/(\d+)\/(\w+)\.jpg$/.exec(url.pathname) ?? [];
    if (page) {
      const nonce = randomBytes(16).toString('base64');
      const html = await theme.render(page.template, { ...page.data, nonce } as PageData & PageTemplates[typeof page.template]);
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self' 'nonce-${nonce}'; script-src 'self' 'nonce-${nonce}'; form-action 'self'; base-uri 'none'`,
      );
      response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
    } else if (asset) {
      if (asset.type.startsWith('font/')) await wait(delay.fonts);
      response
        .setHeader('content-type', asset.type)
        .setHeader('cache-control', 'max-age=31536000, immutable')
        .end(await readFile(asset.file));
    } else if (index !== undefined) {
      await wait(delay.pictures);
      const picture = pictures[Number(index)] as Picture;
      response.setHeader('content-type', 'image/jpeg').end(await picture.jpeg(size === 'square' ? 'square' : Number(size)));
    } else {
      response.writeHead(404).end();
    }
  };

  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://localhost'), response).catch((error) => {
      console.error(error);
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delay,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** Plugins that answer with the given HTML wherever it names the slot. */
export const slotsWith = (answers: Record<string, Html>): SlotRenderer => ({
  used: (slot) => slot in answers,
  render: (slot, items) => items.map(() => answers[slot] as Html),
});
