import type { PageTemplates } from '@picturerail/sdk';
import { createFrame, type Frame } from '#theme';
import type { House } from '../house.ts';
import { type Cookies, createCookies } from './cookies.ts';
import { type Exchange, whoOf } from './exchange.ts';
import { type FormTokens, formTokens } from './form-tokens.ts';
import { type Page, pageData } from './page-data.ts';
import { askMenus } from './page-menus.ts';

/** What the handlers of requests work with. */
export interface Room {
  readonly house: House;
  readonly cookies: Cookies;
  readonly forms: FormTokens;
  /** Pages of the core's own. */
  readonly frame: Frame;
}

export function createRoom(house: House): Room {
  const cookies = createCookies(house.config);
  return { house, cookies, forms: formTokens(house, cookies), frame: createFrame(house) };
}

/** Answers with a page of the theme. */
export async function render<Name extends keyof PageTemplates>(
  room: Room,
  ctx: Exchange,
  template: Name,
  { page, data }: { readonly page: Page; readonly data: PageTemplates[Name] },
): Promise<void> {
  // Whoever is told that something failed is not kept waiting for what may fail for the same reason.
  const common = await pageData(room, ctx, page, ctx.status >= 500 ? undefined : await askMenus(room, ctx, page));
  const html = await room.house.theme.render(template, { ...common, ...data });
  ctx.type = 'text/html; charset=utf-8';
  // As bytes: a text would be gone through once for its length, once for compressing, once for sending.
  ctx.body = Buffer.from(html);
  ctx.set('Cache-Control', 'private, no-cache');
}

/** A text of the core in the reader's language. */
export const text = ({ house }: Room, ctx: Exchange, key: string, values?: { readonly [name: string]: string | number }): string =>
  house.texts.t('core', whoOf(ctx).viewer.language, `http.${key}`, values);
