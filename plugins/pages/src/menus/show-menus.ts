import type { MenuEntry, PageMenu, Rail, Viewer } from '@picturerail/sdk';
import { isIn } from '../audience.ts';
import { isSeenBy } from '../pages/find-page.ts';
import { type Page, textIn } from '../pages/page.ts';
import { allPages } from '../pages/pages-store.ts';
import { addressOf } from '../show-page.ts';
import { allEntries } from './entries-store.ts';
import { type Entry, nameIn } from './entry.ts';

/** All that menus are made of but albums, the same for every viewer. */
interface Shelf {
  readonly entries: readonly Entry[];
  readonly pages: ReadonlyMap<number, Page>;
}

async function readShelf({ db }: Rail): Promise<Shelf> {
  const entries = await allEntries(db);
  const linked = new Set(entries.map(({ target }) => ('id' in target ? target.id : 0)));
  const pages = (await allPages(db)).filter(({ id }) => linked.has(id));
  // Of pages the menus need all but what is long.
  return {
    entries,
    pages: new Map(pages.map((page) => [page.id, { ...page, texts: new Map([...page.texts].map(([tag, { title }]) => [tag, { title, text: '' }])) }])),
  };
}

/** Where an entry leads for this viewer, and what that is called. */
type Goal = { readonly url: string; readonly name: string };

/** The menus with the entries whose targets this viewer may see. At most one statement: for albums, if there are any among them. */
export function createMenus(rail: Rail) {
  const shelves = rail.cache.of<Shelf>('menus', { entries: 2, ttlMs: 3_600_000 });
  return async (menus: readonly PageMenu[], viewer: Viewer, language: string): Promise<PageMenu[]> => {
    const { entries, pages } = await shelves.get(String(rail.revision.current()), () => readShelf(rail));
    const meant = entries.filter(({ audience }) => audience === null || isIn(audience, viewer));
    const albumIds = meant.flatMap(({ target }) => (target.kind === 'album' ? [target.id] : []));
    const albums = new Map((await rail.albums.seen(viewer, albumIds)).flatMap((album) => (album === null ? [] : [[album.id, album] as const])));
    const own = menus.flatMap((menu) => menu.entries);

    const goalOf = ({ target }: Entry): Goal | null => {
      if (target.kind === 'address') return { url: target.address, name: '' };
      if (target.kind === 'album') {
        const album = albums.get(target.id);
        return album ? { url: album.url, name: album.title } : null;
      }
      if (target.kind === 'page') {
        const page = pages.get(target.id);
        return page && isSeenBy(page, viewer) ? { url: addressOf(page.slug), name: textIn(page.texts, language).title } : null;
      }
      const url = target.kind === 'home' ? '/' : '/newest';
      return { url, name: own.find((entry) => entry.url === url)?.label ?? '' };
    };
    const shown = (place: string, parentId: number): MenuEntry[] =>
      meant
        .filter((entry) => entry.menu === place && entry.parentId === parentId)
        .flatMap((entry) => {
          const goal = goalOf(entry);
          const label = goal && (nameIn(entry.names, language) || goal.name);
          return goal && label ? [{ label, url: goal.url, entries: parentId === 0 ? shown(place, entry.id) : [] }] : [];
        });
    return menus.map((menu) => ({ ...menu, entries: shown(menu.place, 0) }));
  };
}
