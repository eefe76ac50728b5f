import type { OriginalRoot } from '#gallery';
import type { Intake } from '../intake.ts';
import type { Entry } from './entry.ts';
import type { FolderAlbums } from './folder-albums.ts';
import type { Ground } from './ground.ts';
import type { ImportOptions } from './import-options.ts';
import type { Report } from './report.ts';
import type { RootRow } from './sources-store.ts';
import { countEntry, type Tally } from './summary.ts';

/** One run of an import: what its parts share. */
export interface ImportRun {
  readonly i: Intake;
  readonly path: Buffer;
  readonly root: RootRow;
  readonly ground: Ground;
  /** Where originals stay where they lie; null: they are copied. */
  readonly originals: OriginalRoot | null;
  /** Images in place that are marked as missing, by whomever. */
  readonly missing: ReadonlySet<number>;
  readonly options: ImportOptions;
  readonly albums: FolderAlbums;
  readonly report: Report;
  readonly tally: Tally;
  /** Paths of folders that could not be read: nothing below them counts as vanished. */
  readonly unreadable: string[];
  /** Folders in which files are not there any more, with the names that lead to them. */
  readonly shrunk: Map<number, readonly Buffer[]>;
  total: number | null;
}

/** Counts, reports and shows what became of one file. */
export async function note(run: ImportRun, entry: Entry): Promise<void> {
  countEntry(run.tally, entry);
  await run.report.write(entry);
  run.options.onEntry?.(entry, { tally: run.tally, total: run.total });
}
