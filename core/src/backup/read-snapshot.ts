import path from 'node:path';
import type { Config } from '#config';
import { allMigrations, type Database, openSnapshot, type Snapshot } from '#database';
import { declaredRoots, type Gallery, originalsAfter } from '#gallery';
import { dumpTables } from './dump-tables.ts';
import { createLinesFile } from './lines.ts';
import type { BackupManifest } from './manifest.ts';
import type { KeptOriginal } from './originals-list.ts';
import { namedCopies } from './plugin-copies-store.ts';

/** What the database said at one moment. */
export interface Seen extends Pick<BackupManifest, 'madeAt' | 'tables' | 'migrations' | 'roots'> {
  /** Installed versions of plugins and themes that rows name. */
  readonly copies: readonly string[];
  /** Images whose originals are the gallery's own. */
  readonly images: number;
  readonly bytes: number;
}

export interface Reading {
  readonly config: Pick<Config, 'database'>;
  readonly gallery: Gallery;
  /** Where `tables` are written to. */
  readonly folder: string;
  /** Takes a line for each original that belongs to these rows. */
  readonly wanted: string;
  readonly progress: (rows: number) => void;
}

const imagesAtOnce = 500;

/** Writes all rows as they are at one moment, and the list of originals that belong to them. Open no longer than that takes. */
export async function readSnapshot({ config, gallery, folder, wanted, progress }: Reading): Promise<Seen> {
  const snapshot = await openSnapshot(config.database);
  try {
    const madeAt = new Date().toISOString();
    const then: Gallery = { ...gallery, database: asDatabase(gallery.database, snapshot) };
    return {
      madeAt,
      ...(await listWanted(then, path.join(folder, wanted))),
      migrations: await allMigrations(snapshot.read),
      roots: (await declaredRoots(then)).map((root) => root.path),
      copies: await namedCopies(snapshot.read),
      tables: await dumpTables(snapshot, folder, progress),
    };
  } finally {
    await snapshot.close();
  }
}

/** For use cases that only read. */
const asDatabase = (database: Database, { read }: Snapshot): Database => ({ ...database, read });

async function listWanted(g: Gallery, file: string): Promise<Pick<Seen, 'images' | 'bytes'>> {
  const list = await createLinesFile(file);
  let images = 0;
  let bytes = 0;
  let after = 0;
  try {
    for (let page = await originalsAfter(g, after, imagesAtOnce); page.length > 0; page = await originalsAfter(g, after, imagesAtOnce)) {
      const kept = page.flatMap((one): KeptOriginal[] =>
        'root' in one.place ? [] : [{ id: one.id, key: one.place.keys[0] ?? '', bytes: one.bytes, sha256: one.sha256 }],
      );
      await list.write(kept);
      images += kept.length;
      for (const one of kept) bytes += one.bytes;
      after = page.at(-1)?.id ?? after;
    }
  } finally {
    await list.close();
  }
  return { images, bytes };
}
