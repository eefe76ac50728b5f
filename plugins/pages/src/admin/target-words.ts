import type { Rail } from '@picturerail/sdk';
import { type Entry, nameIn } from '../menus/entry.ts';
import { type Page, textIn } from '../pages/page.ts';
import { addressOf } from '../show-page.ts';
import type { Wording } from './wording.ts';

/** An entry as the administration shows it. */
export interface ShownEntry {
  readonly entry: Entry;
  readonly label: string;
  readonly url: string;
  /** Why nobody sees it, whatever is chosen; null where somebody may. */
  readonly flaw: string | null;
}

type Described = Omit<ShownEntry, 'entry'>;

/** Entries with what they are called and where they lead, whether or not the reader sees that in the gallery. */
export async function showEntries(
  { albums }: Rail,
  { t, language }: Wording,
  { entries, pages, viewer }: { entries: readonly Entry[]; pages: readonly Page[]; viewer: Parameters<typeof albums.seen>[0] },
): Promise<ShownEntry[]> {
  const ids = entries.flatMap(({ target }) => (target.kind === 'album' ? [target.id] : []));
  const seen = new Map((await albums.seen(viewer, ids)).flatMap((album) => (album === null ? [] : [[album.id, album] as const])));
  const describe = ({ target }: Entry): Described => {
    if (target.kind === 'address') return { label: target.address, url: target.address, flaw: null };
    if (target.kind === 'album') {
      const album = seen.get(target.id);
      const url = album?.url ?? `/albums/${target.id}`;
      return { label: album?.title ?? t('target.album', { id: target.id }), url, flaw: album ? null : t('target.albumUnseen') };
    }
    if (target.kind === 'page') {
      const page = pages.find(({ id, isTrashed }) => id === target.id && !isTrashed);
      if (!page) return { label: t('target.gone'), url: '', flaw: t('target.pageGone') };
      return { label: textIn(page.texts, language).title, url: addressOf(page.slug), flaw: page.state === 'draft' ? t('target.pageDraft') : null };
    }
    return target.kind === 'home' ? { label: t('target.home'), url: '/', flaw: null } : { label: t('target.newest'), url: '/newest', flaw: null };
  };
  return entries.map((entry) => {
    const { label, url, flaw } = describe(entry);
    return { entry, label: nameIn(entry.names, language) || label, url, flaw };
  });
}
