import { declareRoot, type OriginalRoot, rootFor } from '#gallery';
import type { Intake } from '../intake.ts';
import { albumOfTitle } from './album-of-title.ts';
import { firmGround, type Ground } from './ground.ts';
import type { ImportOptions } from './import-options.ts';
import { beginRun, findRoot, type RootRow } from './sources-store.ts';
import type { Tally } from './summary.ts';
import { trialAlbums } from './trial/trial-albums.ts';
import { trialGround } from './trial/trial-ground.ts';

interface Beginning {
  readonly folder: string;
  readonly options: ImportOptions;
  readonly tally: Tally;
}

/** Where a run stands. */
export interface Footing {
  /** Null: it goes into no album of its own. */
  readonly intoAlbumId: number | null;
  /** Null: pictures are copied. */
  readonly originals: OriginalRoot | null;
  readonly row: RootRow;
  readonly ground: Ground;
}

/** Begins the next run over a folder, and makes the album that it goes into. */
export async function findFooting(i: Intake, { folder, options, tally }: Beginning): Promise<Footing> {
  const path = Buffer.from(folder);
  const originals = options.inPlace ? await declareRoot(i.gallery, folder) : null;
  const intoAlbumId = await albumInto((album) => albumOfTitle(i, album), options, tally);
  const row = await i.database.transaction((tx) =>
    beginRun(tx, { path, intoAlbumId: intoAlbumId ?? 0, now: i.clock(), originalRootId: originals?.id ?? null }),
  );
  return { intoAlbumId, originals, row, ground: firmGround(i, row) };
}

/** The same for a run that writes nothing. */
export async function findTrialFooting(i: Intake, { folder, options, tally }: Beginning): Promise<Footing> {
  const originals = options.inPlace ? await rootFor(i.gallery, folder) : null;
  const albums = trialAlbums(i);
  const intoAlbumId = await albumInto(albums, options, tally);
  const known = await findRoot(i.database.read, Buffer.from(folder), intoAlbumId ?? 0);
  const row = { id: known?.id ?? 0, run: (known?.run ?? 0) + 1, originalRootId: originals?.id ?? null };
  return { intoAlbumId, originals, row, ground: trialGround(i, row, albums) };
}

/** The album named by `into`; names that are missing are made, the first of them with the access that was asked for. */
async function albumInto(make: Ground['albumOfTitle'], { into, intoAlbumId, access }: ImportOptions, tally: Tally): Promise<number | null> {
  if (intoAlbumId !== undefined) return intoAlbumId;
  let parentId: number | null = null;
  for (const title of into ?? []) {
    const outermost: boolean = tally.albumsMade === 0;
    parentId = await make({ parentId, title, tally, ...(outermost && access !== undefined ? { access } : {}) });
  }
  return parentId;
}
