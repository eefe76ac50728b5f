import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '#database';
import type { Check } from '#doctor';
import { existingImages, type Gallery, purgedJob } from '#gallery';
import type { Jobs } from '#jobs';
import type { Storage } from '#storage';
import { faultsAfter } from '../faults-store.ts';
import type { Media } from '../media.ts';

export interface MediaDoctor {
  readonly database: Database;
  readonly gallery: Gallery;
  readonly jobs: Jobs;
  readonly media: Media;
  readonly storage: Storage;
}

export const mediaChecks = (doctor: MediaDoctor): Check[] => [
  {
    name: 'derivatives',
    codes: { 'derivative-left': 'Derivatives of images that are gone for good are still there; mended, they are removed.' },
    async *run({ repair, signal }) {
      for await (const ids of derivedImages(doctor.storage)) {
        signal?.throwIfAborted();
        const living = await existingImages(doctor.gallery, ids);
        const gone = ids.filter((id) => !living.has(id));
        const coming = gone.length === 0 ? new Set<number>() : await aboutToGo(doctor);
        for (const id of gone.filter((one) => !coming.has(one))) {
          if (repair) await doctor.media.forget(id);
          yield { code: 'derivative-left', what: `image ${id}`, repaired: repair };
        }
      }
    },
  },
  {
    name: 'pictures that cannot be decoded',
    codes: {
      'picture-broken':
        'Pictures cannot be decoded: those just taken in are not published, others are shown as broken ones; bring better files, or try again with "jobs retry" after an update.',
    },
    async *run() {
      const { read } = doctor.database;
      for (let page = await faultsAfter(read, 0); page.length > 0; page = await faultsAfter(read, page.at(-1)?.imageId ?? 0)) {
        for (const { imageId, message } of page) yield { code: 'picture-broken', what: `image ${imageId}: ${message}`, repaired: false };
      }
    },
  },
];

/** Ids of images that have derivatives, a folder of a thousand at a time; none where the driver has no local folder. */
async function* derivedImages({ derivatives }: Storage): AsyncIterable<number[]> {
  const inside = derivatives.localPath('x');
  if (inside === null) return;
  const folder = path.dirname(inside);
  for (const thousand of await numbersIn(folder)) {
    const ids = await numbersIn(path.join(folder, String(thousand)));
    if (ids.length > 0) yield ids;
  }
}

const numbersIn = async (folder: string): Promise<number[]> => (await readdir(folder).catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);

async function aboutToGo({ jobs }: MediaDoctor): Promise<Set<number>> {
  const going = new Set<number>();
  for (const state of ['waiting', 'running'] as const) {
    for (const { payload } of await jobs.list({ name: purgedJob, state, limit: 1_000 }))
      for (const id of (payload as { imageIds: number[] }).imageIds) going.add(id);
  }
  return going;
}
