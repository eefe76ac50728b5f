import { lstat, opendir, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { JobRun } from '@picturerail/sdk';
import { databaseBytes } from '#database';
import { originalsTaken } from '#gallery';
import type { House } from '../house.ts';
import { teller } from './outcome.ts';

interface Part {
  readonly bytes: number;
  readonly files: number;
  readonly [key: string]: number;
}

/** What takes how much room, in bytes. */
export interface RoomTaken {
  /** By the rows: those that are shown or could be, those in the trash, and those that stay where they were imported from. */
  readonly originals: { readonly living: Part; readonly trashed: Part; readonly inPlace: Part; readonly [key: string]: Part };
  /** Null where a driver keeps them elsewhere. */
  readonly derivatives: Part | null;
  readonly plugins: Part;
  /** What they do not share with the gallery or among each other. */
  readonly backups: Part;
  /** What belonged to nothing and waits for somebody. */
  readonly lost: Part;
  readonly database: number;
  /** Of the disk that the data directory lies on. */
  readonly disk: { readonly bytes: number; readonly free: number; readonly [key: string]: number };
  readonly [key: string]: unknown;
}

export const measureRoomJob =
  ({ config, database, gallery, storage }: Pick<House, 'config' | 'database' | 'gallery' | 'storage'>) =>
  async (_: null, job: JobRun): Promise<void> => {
    const { tell, end } = teller(job);
    const walk = (stage: string, folder: string) => below(folder, job.signal, (files) => tell(stage, files, null));
    const inDerivatives = storage.derivatives.localPath('x');
    const originals = await originalsTaken(gallery);
    const derivatives = inDerivatives === null ? null : await walk('derivatives', path.dirname(inDerivatives));
    const plugins = await walk('plugins', path.join(config.dataDir, 'plugins'));
    const backups = await walk('backups', config.backupDir);
    const lost = await walk('lost', storage.lostDir);
    const { blocks, bavail, bsize } = await statfs(config.dataDir);
    const disk = { bytes: blocks * bsize, free: bavail * bsize };
    await end({ originals, derivatives, plugins, backups, lost, database: await databaseBytes(database), disk });
  };

/** Of files with several names, which take their room once, none is counted: they are those of the originals. */
async function below(folder: string, signal: AbortSignal, tell: (files: number) => void): Promise<Part> {
  const sum = { bytes: 0, files: 0 };
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = await opendir(at).catch(unlessGone);
    if (!entries) continue;
    for await (const entry of entries) {
      const found = path.join(at, entry.name);
      if (entry.isDirectory()) open.push(found);
      if (!entry.isFile()) continue;
      const stat = await lstat(found).catch(unlessGone);
      if (!stat) continue;
      sum.files += 1;
      if (stat.nlink === 1) sum.bytes += stat.size;
      if (sum.files % 500 === 0) tell(sum.files);
    }
    signal.throwIfAborted();
  }
  return sum;
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
