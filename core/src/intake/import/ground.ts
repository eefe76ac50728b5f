import { markMissing, system } from '#gallery';
import type { Intake } from '../intake.ts';
import { albumOfTitle, type TitledAlbum } from './album-of-title.ts';
import type { Entry } from './entry.ts';
import { type Following, followFile } from './follow/follow-file.ts';
import type { FoundFile, PreparedFile } from './found-file.ts';
import type { ImportRun } from './import-run.ts';
import type { InPlaceFile } from './in-place/prepare-in-place.ts';
import { settleInPlace } from './in-place/settle-in-place.ts';
import { showFound } from './show-again.ts';
import {
  countTaken,
  type FolderRow,
  markSeen,
  type PlacedSource,
  type RootRow,
  type SourceRow,
  seeFolder,
  setFolderAlbum,
  setSourceState,
  sourcesBySize,
  sourcesOf,
  sourcesOfImage,
} from './sources-store.ts';
import { settleFiles } from './take-files.ts';
import type { Vanished } from './vanished.ts';

/** What an import stands on: what is remembered of a folder, and where it writes. A simulation stands on the same, and writes nothing. */
export interface Ground {
  seeFolder(relative: Buffer): Promise<FolderRow>;
  setFolderAlbum(folder: FolderRow, albumId: number): Promise<void>;
  markSeen(folderIds: readonly number[]): Promise<void>;
  isSeen(folder: Pick<FolderRow, 'id' | 'seenRun'>): boolean;
  sourcesOf(folderId: number): Promise<Map<string, SourceRow>>;
  sourcesBySize(sizes: readonly number[], mtimes: readonly number[]): Promise<PlacedSource[]>;
  sourcesOfImage(imageId: number): Promise<number>;
  countTaken(): Promise<number>;
  albumOfTitle(album: TitledAlbum): Promise<number>;
  showFound(run: ImportRun, file: FoundFile, imageId: number): Promise<void>;
  followFile(run: ImportRun, following: Following): Promise<Entry>;
  settleFiles(run: ImportRun, files: readonly PreparedFile[]): Promise<void>;
  settleInPlace(run: ImportRun, files: readonly InPlaceFile[]): Promise<void>;
  markMissing(files: readonly Vanished[]): Promise<void>;
}

export const firmGround = (i: Intake, root: RootRow): Ground => ({
  seeFolder: (relative) => seeFolder(i.database, root, relative),
  setFolderAlbum: async ({ id }, albumId) => {
    await i.database.transaction((tx) => setFolderAlbum(tx, id, albumId));
  },
  // A run that is cut off before leaves folders that it saw unmarked: they count as gone only at the end of a whole run.
  markSeen: async (folderIds) => {
    await i.database.transaction((tx) => markSeen(tx, root, folderIds));
  },
  isSeen: ({ seenRun }) => seenRun >= root.run,
  sourcesOf: (folderId) => sourcesOf(i.database.read, folderId),
  sourcesBySize: (sizes, mtimes) => sourcesBySize(i.database.read, root.id, sizes, mtimes),
  sourcesOfImage: (imageId) => sourcesOfImage(i.database.read, imageId),
  countTaken: () => countTaken(i.database.read, root.id),
  albumOfTitle: (album) => albumOfTitle(i, album),
  showFound,
  followFile,
  settleFiles,
  settleInPlace,
  markMissing: async (files) => {
    await markMissing(i.gallery, system, [...new Set(files.map(({ source }) => source.imageId))], {
      within: async (tx) => {
        for (const { folderId, source } of files) await setSourceState(tx, folderId, source.name, 'missing');
      },
    });
  },
});
