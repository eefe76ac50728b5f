import { type AccessWord, accessWords, browseAlbums, searchAlbums } from '#gallery';
import { beginImport, importRoots, type NewPlan, offeredFolder, openFolder, planImport } from '#upkeep';
import { idIn, pageIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { pagerOf } from '../../pager.ts';
import { type Room, text } from '../../room.ts';
import { type Refused, refusedBy } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { importPath } from './shown-import.ts';

const perPage = 100;
const albumsShown = 30;
const here = `${importPath}/new`;

/** Folders below those that may be imported, a level at a time, and how the one that is open is to come in. */
export const chooseFolder = (room: Room) => (ctx: Exchange) => folderPage(room, ctx);

export const addImport = (room: Room) => async (ctx: Exchange) => {
  const form = ctx.state.form ?? new URLSearchParams();
  const step = form.get('step');
  if (step === 'look') return folderPage(room, ctx);
  if (step !== 'keep' && step !== 'begin' && step !== 'simulate') throw pageNotFound();
  try {
    const { viewer } = whoOf(ctx);
    const id = await planImport(room.house, viewer, wantedIn(form));
    if (step !== 'keep') await beginImport(room.house, viewer, id, { simulate: step === 'simulate' });
    goOn(ctx, `${importPath}/${id}`);
  } catch (error) {
    await folderPage(room, ctx, refusedBy(room, ctx, error));
  }
};

function wantedIn(form: URLSearchParams): NewPlan {
  const into = form.get('into');
  const intoAlbumId = into === 'top' ? null : idIn(into ?? undefined);
  const access = form.get('access') ?? '';
  if ((into !== 'top' && intoAlbumId === null) || (access !== '' && !isAccess(access))) throw pageNotFound();
  return { folder: form.get('folder') ?? '', intoAlbumId, inPlace: form.get('way') === 'in-place', access: access === '' ? null : access };
}

const isAccess = (word: string): word is AccessWord => (accessWords as readonly string[]).includes(word);

async function folderPage(room: Room, ctx: Exchange, refused: Refused | null = null): Promise<void> {
  const { config } = room.house;
  const query = queryOf(ctx);
  const page = pageIn(query.get('page'));
  if (page === null) throw pageNotFound();
  const roots = await importRoots(config);
  const asked = ctx.state.form?.get('folder') ?? query.get('folder') ?? (roots.length === 1 ? roots[0]?.folder : undefined);
  const opened = asked === undefined ? null : await opening(room, asked, page);
  const form = ctx.state.form ?? new URLSearchParams();
  const words = (form.get('words') ?? '').trim().slice(0, 100);
  await renderAdmin(room, ctx, 'import-new', {
    title: text(room, ctx, 'title.import-new'),
    at: importPath,
    data: {
      roots: roots.map((one) => ({ ...one, url: addressOf(one.folder) })),
      isEmpty: roots.length === 0,
      unreadable: opened === 'unreadable' ? asked : null,
      opened: opened === null || opened === 'unreadable' ? null : shownFolder(opened, page),
      words,
      albums: opened === null ? [] : await albumsLike(room, ctx, words),
      accessWords,
      typed: { into: 'top', way: 'copy', access: '', ...Object.fromEntries(form) },
      refused,
      action: here,
    },
  });
}

/** Where the folder is gone or lies elsewhere, there is no such page. */
async function opening({ house: { config } }: Room, folder: string, page: number) {
  if ((await offeredFolder(config, folder)) === null) throw pageNotFound();
  const opened = await openFolder(config, folder, { offset: (page - 1) * perPage, limit: perPage }).catch(() => 'unreadable' as const);
  if (opened === null || (opened !== 'unreadable' && page > pagesOf(opened.total))) throw pageNotFound();
  return opened;
}

const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / perPage));
const addressOf = (folder: string): string => `${here}?${new URLSearchParams({ folder })}`;

function shownFolder(opened: Exclude<Awaited<ReturnType<typeof opening>>, 'unreadable'>, page: number) {
  const linked = <T extends { readonly folder: string }>(one: T) => ({ ...one, url: addressOf(one.folder) });
  return {
    ...opened,
    above: opened.above.map(linked),
    folders: opened.folders.map(linked),
    pager: pagerOf(
      { page, pages: pagesOf(opened.total) },
      { path: here, query: new URLSearchParams({ folder: opened.folder, ...(page > 1 && { page: String(page) }) }), name: 'page' },
    ),
  };
}

async function albumsLike({ house: { gallery } }: Room, ctx: Exchange, words: string) {
  const { viewer } = whoOf(ctx);
  const page = { offset: 0, limit: albumsShown };
  return (await (words === '' ? browseAlbums(gallery, viewer, null, page) : searchAlbums(gallery, viewer, words, page))).albums;
}
