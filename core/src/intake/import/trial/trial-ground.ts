import { albumIsLiving, imageIsLiving } from '#gallery';
import type { Intake } from '../../intake.ts';
import type { Entry } from '../entry.ts';
import type { Following } from '../follow/follow-file.ts';
import type { Ground } from '../ground.ts';
import type { ImportRun } from '../import-run.ts';
import { countTaken, type FolderRow, findFolder, type RootRow, type SourceRow, sourcesBySize, sourcesOf } from '../sources-store.ts';
import { settleFilesOnTrial } from './settle-files-on-trial.ts';
import { settleInPlaceOnTrial } from './settle-in-place-on-trial.ts';
import { type TrialMemory, trialMemory } from './trial-memory.ts';

/** What an import stands on where nothing is to be written: all that it would have written is kept in memory, as far as what comes later depends on it. */
export function trialGround(i: Intake, root: RootRow, albumOfTitle: Ground['albumOfTitle']): Ground {
  const { read } = i.database;
  const memory = trialMemory(i);
  const folders = new Map<string, FolderRow>();
  const seen = new Set<number>();
  /** By the folder and the name that files had before: what is remembered under it now. */
  const moved = new Map<string, SourceRow | null>();
  const gone = new Set<string>();
  return {
    seeFolder: async (relative) => {
      const path = relative.toString('hex');
      const folder = folders.get(path) ?? (await findFolder(read, root.id, relative)) ?? { id: -1 - folders.size, albumId: null, seenRun: root.run };
      folders.set(path, folder);
      return folder;
    },
    setFolderAlbum: async ({ id }, albumId) => {
      for (const [path, folder] of folders) if (folder.id === id) folders.set(path, { ...folder, albumId });
    },
    markSeen: async (ids) => {
      for (const id of ids) seen.add(id);
    },
    isSeen: ({ id, seenRun }) => seen.has(id) || seenRun >= root.run,
    sourcesOf: async (folderId) => {
      const sources = await sourcesOf(read, folderId);
      for (const name of [...sources.keys()]) {
        const now = moved.get(`${folderId} ${name}`);
        if (now === null) sources.delete(name);
        if (now) sources.set(name, now);
      }
      return sources;
    },
    sourcesBySize: async (sizes, mtimes) =>
      (await sourcesBySize(read, root.id, sizes, mtimes)).filter(
        ({ folderId, name, imageId }) => !gone.has(`${folderId} ${Buffer.from(name).toString('hex')} ${imageId}`),
      ),
    sourcesOfImage: (imageId) => memory.sourcesOfImage(imageId),
    countTaken: async () => (await countTaken(read, root.id)) + memory.taken,
    albumOfTitle,
    showFound: async () => {
      memory.taken += 1;
    },
    followFile: async (run, following) => {
      const { source, displaced } = following;
      const old = `${source.folderId} ${Buffer.from(source.name).toString('hex')}`;
      const entry = await followOnTrial(run, memory, following);
      moved.set(old, displaced);
      gone.add(`${old} ${source.imageId}`);
      return entry;
    },
    settleFiles: (run, files) => settleFilesOnTrial(run, memory, files),
    settleInPlace: (run, files) => settleInPlaceOnTrial(run, memory, files),
    markMissing: async () => {},
  };
}

/** As `followFile`, without writing. */
async function followOnTrial(run: ImportRun, memory: TrialMemory, { file, source }: Following): Promise<Entry> {
  const { gallery } = run.i;
  const imageId = source.imageId as number;
  if (source.state === 'missing') memory.taken += 1;
  if (await imageIsLiving(gallery, imageId)) {
    const albumId = await run.albums.albumOf(file.names);
    const oldId = source.folder === '' ? await run.albums.albumOf([]) : source.albumId;
    if (oldId !== albumId) {
      await memory.hang(imageId, albumId);
      const isThere = oldId !== null && (await albumIsLiving(gallery, oldId));
      if (isThere && (await memory.otherSourcesIn(imageId, oldId)) <= 1) memory.takeDown(imageId, oldId);
    }
  }
  return { path: file.path, state: 'moved', imageId };
}
