import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilledPlace } from './bench.ts';
import { type Filled, fill, fillVersion } from './fill/fill.ts';
import type { SetName } from './fill/plan-gallery.ts';
import type { Engine } from './options.ts';
import { placeAt } from './place.ts';

interface Wanted {
  readonly engine: Engine;
  readonly images: number;
  readonly set: SetName;
  readonly mysqlUrl: string | undefined;
}

/** A filled place that outlives the run, found again by what it holds and by the version of what filled it. */
export async function keepFilled(folder: string, wanted: Wanted, say: (line: string) => void): Promise<FilledPlace> {
  const { engine, images, set, mysqlUrl } = wanted;
  const name = `${images}_${set}_v${fillVersion}`;
  const place = await placeAt({ engine, mysqlUrl, folder: join(folder, `${engine}_${name}`), database: `picturerail_bench_kept_${name}` });
  // Written last: without it, whoever filled the place did not come to an end.
  const note = join(place.environment.DATA_DIR, 'filled.json');
  const known = await readFile(note, 'utf8').catch(() => null);
  const leave = async () => {};
  if (known !== null) {
    say(`Kept from an earlier run: ${place.environment.DATA_DIR}`);
    return { environment: place.environment, remove: leave, filled: JSON.parse(known) as Filled };
  }
  await place.clear();
  await mkdir(place.environment.DATA_DIR, { recursive: true });
  try {
    const filled = await fill(place.environment, { images, set });
    await writeFile(note, JSON.stringify(filled, null, 2));
    return { environment: place.environment, remove: leave, filled };
  } catch (error) {
    await rm(note, { force: true });
    throw error;
  }
}
