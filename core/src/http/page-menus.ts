import type { MenuEntry, MenuLink, PageData } from '@picturerail/sdk';
import { administers, isEntrusted } from '#gallery';
import { localPath } from './addresses.ts';
import { type Exchange, whoOf } from './exchange.ts';
import type { Page } from './page-data.ts';
import type { Room } from './room.ts';

export type Menus = Pick<PageData, 'menu' | 'footer'>;

/** As they are where no plugin has a say. */
export const ownMenus = async (room: Room, ctx: Exchange, page: Page): Promise<Menus> => ({
  menu: links(ctx, [...mainOf(room, ctx), ...(await administrationOf(room, ctx, page))]),
  footer: [],
});

/** As plugins want them; the way to the administration stands in the main one whatever they want. */
export async function askMenus(room: Room, ctx: Exchange, page: Page): Promise<Menus> {
  const { hooks } = room.house.kernel;
  if (!hooks.used('menus:list')) return ownMenus(room, ctx, page);
  const { viewer } = whoOf(ctx);
  const own = [
    { place: 'main' as const, entries: mainOf(room, ctx) },
    { place: 'footer' as const, entries: [] },
  ];
  const [main, footer] = await hooks.filter('menus:list', own, { viewer, path: ctx.path }, viewer);
  return { menu: [...links(ctx, entriesIn(main)), ...links(ctx, await administrationOf(room, ctx, page))], footer: links(ctx, entriesIn(footer)) };
}

const entry = ({ house }: Room, ctx: Exchange, key: string, url: string): MenuEntry => ({
  label: house.texts.t('core', whoOf(ctx).viewer.language, key),
  url,
});

const mainOf = (room: Room, ctx: Exchange): MenuEntry[] => [entry(room, ctx, 'http.menu.home', '/'), entry(room, ctx, 'http.menu.newest', '/newest')];

/** Whom a list entrusts some album to has an administration too. */
async function administrationOf(room: Room, ctx: Exchange, { administration, manages = false }: Page): Promise<MenuEntry[]> {
  const { viewer } = whoOf(ctx);
  const hasThis = administers(viewer) || manages;
  if (ctx.state.preview !== undefined || !(hasThis || (await isEntrusted(room.house.gallery, viewer)))) return [];
  return [entry(room, ctx, 'http.menu.administration', hasThis ? (administration ?? '/admin') : '/admin/albums')];
}

/** Of what plugins answer nothing is certain but that there are as many items as before. */
function entriesIn(given: unknown): MenuEntry[] {
  const entries = (given as { readonly entries?: unknown } | null | undefined)?.entries;
  return Array.isArray(entries) ? entries.filter(isEntry) : [];
}

function isEntry(given: unknown): given is MenuEntry {
  const { label, url } = (given ?? {}) as { readonly [name: string]: unknown };
  if (typeof label !== 'string' || label === '' || typeof url !== 'string') return false;
  return /^(?:https?|mailto):/i.test(url) ? URL.canParse(url) : url === '/' || localPath(url) !== '/';
}

const links = (ctx: Exchange, entries: readonly MenuEntry[]): MenuLink[] =>
  entries.map((one) => ({ label: one.label, url: one.url, current: isCurrent(ctx, one.url), entries: links(ctx, below(one)) }));

/** One level of them. */
const below = (one: MenuEntry): MenuEntry[] => entriesIn(one).map(({ label, url }) => ({ label, url }));

const isCurrent = ({ path }: Exchange, url: string): boolean => url.split(/[?#]/, 1)[0] === path;
