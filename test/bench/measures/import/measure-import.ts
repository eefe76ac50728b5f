import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../../bench.ts';
import { copyAndHash } from '../../control/copy-and-hash.ts';
import type { Engine } from '../../options.ts';
import { median } from '../../statistics.ts';
import { type Library, makeLibrary } from './make-library.ts';
import { type Imported, runImport } from './run-import.ts';

export interface Libraries {
  readonly few: Library;
  readonly many: Library;
  /** Of 12 megapixels. */
  readonly large: Library;
}

export interface EngineImported {
  readonly engine: Engine;
  /** Files a second. */
  readonly inPlace: number;
  readonly again: number;
  readonly copied: number;
  /** Of a script, with each copy synchronised to the disk as an import does it, and without. */
  readonly control: number;
  readonly unsafe: number;
  readonly few: Imported;
  readonly many: Imported;
}

/** Small pictures for what depends on their number, large ones for what depends on their bytes. */
export async function withLibraries<T>({ full }: Bench, work: (libraries: Libraries) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'picturerail-library-'));
  try {
    const small = { width: 1200, height: 900 };
    return await work({
      few: await makeLibrary(join(folder, 'few'), { files: 1_000, ...small }),
      many: await makeLibrary(join(folder, 'many'), { files: full ? 20_000 : 5_000, ...small }),
      large: await makeLibrary(join(folder, 'large'), { files: full ? 300 : 60, width: 4_000, height: 3_000 }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the many, which take long. */
const mostRuns = 3;

export async function measureImport(bench: Bench, engine: Engine, { few, many, large }: Libraries): Promise<EngineImported> {
  const [copied, control, unsafe]: [number[], number[], number[]] = [[], [], []];
  const small = await fresh(bench, engine, few, ['--in-place']);
  for (let run = 0; run < bench.runs; run += 1) {
    copied.push(rate(large, (await fresh(bench, engine, large, [])).imported));
    control.push(await controlled(large, true));
    unsafe.push(await controlled(large, false));
  }
  const rounds: Fresh[] = [];
  while (rounds.length < Math.min(mostRuns, bench.runs)) rounds.push(await fresh(bench, engine, many, ['--in-place']));
  return {
    engine,
    inPlace: median(rounds.map(({ imported }) => rate(many, imported))),
    again: median(rounds.map(({ again }) => rate(many, again))),
    copied: median(copied),
    control: median(control),
    unsafe: median(unsafe),
    few: small.imported,
    many: (rounds[0] as Fresh).imported,
  };
}

const rate = ({ files }: Library, { seconds }: Imported): number => files / seconds;

interface Fresh {
  readonly imported: Imported;
  readonly again: Imported;
}

/** Into an empty gallery, and once more. */
async function fresh(bench: Bench, engine: Engine, library: Library, words: readonly string[]): Promise<Fresh> {
  const { folder, files } = library;
  const place = await bench.empty(engine);
  try {
    const imported = await runImport(place.environment, [folder, ...words]);
    if (imported.counts.added !== files) throw new Error(`Of ${files} files ${imported.counts.added} were added.`);
    return { imported, again: await runImport(place.environment, [folder, ...words]) };
  } finally {
    await place.remove();
  }
}

async function controlled({ folder, files }: Library, safe: boolean): Promise<number> {
  const to = await mkdtemp(join(tmpdir(), 'picturerail-control-'));
  try {
    return files / (await copyAndHash(folder, to, safe));
  } finally {
    await rm(to, { recursive: true, force: true });
  }
}
