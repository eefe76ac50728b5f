import path from 'node:path';
import type { Config } from '#config';
import { readManifest } from './check-backup.ts';
import type { BackupManifest } from './manifest.ts';
import { type BackupKind, backupsIn, prefixes, timeOf } from './target.ts';

export interface KeptBackup {
  readonly folder: string;
  /** Why it was made. */
  readonly kind: BackupKind;
  /** Epoch ms. */
  readonly madeAt: number;
  /** Null where it cannot be read; then it is no use. */
  readonly holds: {
    readonly picturerail: string;
    readonly rows: number;
    /** Null where only tables were backed up. */
    readonly originals: { readonly count: number; readonly bytes: number; readonly held: boolean } | null;
  } | null;
}

/** What lies in BACKUP_DIR, the newest first; nothing where there is no such folder. */
export async function listBackups({ backupDir }: Pick<Config, 'backupDir'>): Promise<KeptBackup[]> {
  const folders = await backupsIn(backupDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const all: KeptBackup[] = [];
  for (const folder of folders) {
    const manifest = await readManifest(folder).catch(() => null);
    all.push({
      folder,
      kind: kindOf(path.basename(folder)),
      madeAt: manifest ? Date.parse(manifest.madeAt) : timeOf(folder),
      holds: manifest && holdsOf(manifest),
    });
  }
  return all.toSorted((a, b) => b.madeAt - a.madeAt);
}

const kindOf = (name: string): BackupKind => (['scheduled', 'migration'] as const).find((kind) => name.startsWith(prefixes[kind])) ?? 'asked';

function holdsOf({ picturerail, tables, originals }: BackupManifest): KeptBackup['holds'] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { picturerail, rows, originals: originals && { count: originals.count, bytes: originals.bytes, held: originals.held } };
}
