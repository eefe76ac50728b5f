import type { PageData } from '@picturerail/sdk';
import { direction } from '#i18n';
import { localPath } from './addresses.ts';
import { type Exchange, whoOf } from './exchange.ts';
import { languageNames } from './language-names.ts';
import { type Menus, ownMenus } from './page-menus.ts';
import type { Room } from './room.ts';

export interface Page {
  /** Without the gallery's name; empty for the home page. */
  readonly title: string;
  /** False where signing in is of no use. */
  readonly offerSignIn?: boolean;
  /** Where the administration has what this page shows; default its first page. */
  readonly administration?: string;
  /** True where this viewer administers what the page shows; whom a list entrusts some album to has an administration everywhere. */
  readonly manages?: boolean;
}

/** What every template gets. */
export async function pageData(room: Room, ctx: Exchange, page: Page, menus?: Menus): Promise<PageData> {
  const { house, forms } = room;
  const { title, offerSignIn = true } = page;
  const { settings, texts } = house;
  const { viewer } = whoOf(ctx);
  const { language } = viewer;
  const isOwn = ctx.state.preview === undefined;
  const { galleryName } = await settings.core();
  return {
    gallery: galleryName,
    title,
    language,
    direction: direction(language),
    viewer,
    ...(menus ?? (await ownMenus(room, ctx, page))),
    urls: {
      home: '/',
      signIn: isOwn && viewer.userId === null && offerSignIn ? signInAddress(ctx) : null,
      account: viewer.userId === null || !isOwn ? null : '/account',
      signOut: viewer.userId === null || !isOwn ? null : '/account/sign-out',
      language: '/account/language',
    },
    languages: languageNames(texts.languages()).map(({ tag, name }) => ({ tag, name, current: tag === language })),
    nonce: ctx.state.nonce,
    here: localPath(ctx.url),
    csrf: printed(() => (isOwn && !ctx.state.scopes ? forms.token(ctx) : '')),
  };
}

/** A text that comes to be where a template prints it. A getter would be asked by everything that copies the data: nunjucks does for each page. */
const printed = (make: () => string): string => ({ toString: make }) as unknown as string;

/** Signing in and coming back to this page. */
export const signInAddress = (ctx: Exchange): string => (ctx.url === '/' ? '/account/sign-in' : `/account/sign-in?next=${encodeURIComponent(ctx.url)}`);
