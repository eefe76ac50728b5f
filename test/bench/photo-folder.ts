import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { paintPhotos } from './paint-photos.ts';

export interface PhotoFolder {
  readonly folder: string;
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/** A folder of so many painted photographs; painting takes seconds, so that BENCH_KEEP keeps them too. */
export async function photoFolder({ keep }: Pick<Bench, 'keep'>, count: number): Promise<PhotoFolder> {
  if (keep === null) {
    const folder = await mkdtemp(join(tmpdir(), 'picturerail-bench-photos-'));
    return { folder, files: await paintPhotos(folder, count), remove: () => rm(folder, { recursive: true, force: true }) };
  }
  const folder = join(keep, `photos_${count}`);
  const there = await readdir(folder).catch(() => []);
  const files = there.length === count ? there.sort().map((name) => join(folder, name)) : await paintPhotos(folder, count);
  return { folder, files, remove: async () => {} };
}
