import type { AccessChoice } from '#gallery';
import { albumIsLiving } from '#gallery';
import type { Intake } from '../intake.ts';
import type { Ground } from './ground.ts';
import { titleOf } from './source-name.ts';
import type { FolderRow } from './sources-store.ts';
import type { Tally } from './summary.ts';
import { relativeBytes } from './walk-tree.ts';

export interface FolderAlbumsOptions {
  readonly ground: Pick<Ground, 'seeFolder' | 'setFolderAlbum' | 'albumOfTitle'>;
  /** Title of the album for what lies directly in the imported folder, where no album was named. */
  readonly rootTitle: string;
  readonly intoAlbumId: number | null;
  /** Of outermost albums that are made. */
  readonly access: AccessChoice | undefined;
  readonly tally: Tally;
}

/** Which album a folder's images go to; made when the first of them is there, found again when it was renamed or moved since. */
export interface FolderAlbums {
  /** The folder's row as the walk found it, so that it need not be looked for again. */
  saw(names: readonly Buffer[], row: FolderRow): void;
  albumOf(names: readonly Buffer[]): Promise<number>;
}

const remembered = 1_000;

export function folderAlbums(i: Intake, options: FolderAlbumsOptions): FolderAlbums {
  const { ground, rootTitle, intoAlbumId, access, tally } = options;
  const cache = new Map<string, number>();
  const seen = new Map<string, FolderRow>();

  const albumOf = async (names: readonly Buffer[]): Promise<number> => {
    if (names.length === 0 && intoAlbumId !== null) return intoAlbumId;
    const path = relativeBytes(names);
    const known = cache.get(path.toString('hex'));
    if (known !== undefined) return known;
    const albumId = await lookUp(names, path);
    remember(cache, path, albumId);
    seen.delete(path.toString('hex'));
    return albumId;
  };

  const lookUp = async (names: readonly Buffer[], path: Buffer): Promise<number> => {
    const folder = seen.get(path.toString('hex')) ?? (await ground.seeFolder(path));
    if (folder.albumId !== null && (await albumIsLiving(i.gallery, folder.albumId))) return folder.albumId;
    const last = names.at(-1);
    const title = last ? titleOf(last) : rootTitle;
    const outermost = names.length <= 1;
    const parentId = outermost ? intoAlbumId : await albumOf(names.slice(0, -1));
    const albumId = await ground.albumOfTitle({ parentId, title, tally, ...(outermost && access !== undefined ? { access } : {}) });
    await ground.setFolderAlbum(folder, albumId);
    return albumId;
  };

  return { albumOf, saw: (names, row) => remember(seen, relativeBytes(names), row) };
}

function remember<T>(kept: Map<string, T>, path: Buffer, value: T): void {
  if (kept.size >= remembered) kept.clear();
  kept.set(path.toString('hex'), value);
}
