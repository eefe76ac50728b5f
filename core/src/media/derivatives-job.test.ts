import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMedia } from './create-media.ts';
import { derivativesJob } from './derivatives-job.ts';
import type { Media } from './media.ts';
import type { MediaSource } from './media-image.ts';
import type { ImagePlan } from './plan/plan.ts';
import { inFolder, openPaintShop, type PaintShop, quarters, quietLog, settings, visitor } from './testing.ts';

let shop: PaintShop;
let media: Media;
beforeAll(async () => {
  shop = await openPaintShop();
  media = createMedia({ storage: shop.storage, settings: () => settings, key: Buffer.alloc(32), log: quietLog, processes: 2 });
  await quarters(400, 300).jpeg().toFile(shop.at('a.jpg'));
});
afterAll(async () => {
  await media.close();
  await shop.close();
});

const image = (id: number, file = shop.at('a.jpg')): MediaSource => ({ id, version: 1, width: 400, height: 300, mime: 'image/jpeg', original: inFolder(file) });
const make = async (one: MediaSource, plan: ImagePlan, signal: AbortSignal) => void (await media.makeAll(one, plan, { signal }));
const job = (load: (id: number) => MediaSource | null) => derivativesJob(media, { load: async (ids) => ids.map(load), viewer: () => visitor, make });

function run() {
  const steps: number[] = [];
  const stop = new AbortController();
  return { steps, stop, job: { signal: stop.signal, progress: async (done: number) => void steps.push(done) } };
}
const made = async (id: number) => {
  let count = 0;
  for await (const _ of shop.storage.derivatives.list(`0/${id}`)) count += 1;
  return count;
};

describe('the job that makes derivatives', () => {
  test('makes all sizes of one image', async () => {
    await job((id) => image(id))({ imageId: 1 }, run().job);
    expect(await made(1)).toBe(3);
  });

  test('makes those of many, tells how far it is, and passes over images that are gone', async () => {
    const { steps, job: progress } = run();
    await job((id) => (id === 12 ? null : image(id)))({ imageIds: [10, 11, 12, 13] }, progress);
    expect(await Promise.all([10, 11, 12, 13].map(made))).toEqual([3, 3, 0, 3]);
    expect(steps).toEqual([1, 2, 3]);
  });

  test('one that cannot be made does not keep the others, and is told at the end', async () => {
    const broken = (id: number) => image(id, id === 21 ? shop.at('nowhere') : undefined);
    await expect(job(broken)({ imageIds: [20, 21, 22] }, run().job)).rejects.toMatchObject({
      code: 'media-not-all-made',
      message: 'The derivatives of 1 of 3 images could not be made. The first: The original of image 21 is not where it was stored.',
    });
    expect(await Promise.all([20, 21, 22].map(made))).toEqual([3, 0, 3]);
    await expect(job(broken)({ imageId: 21 }, run().job)).rejects.toMatchObject({ code: 'media-original-missing' });
  });

  test('ends when its signal says so', async () => {
    const { job: progress, stop } = run();
    stop.abort(new Error('the server stops'));
    await expect(job((id) => image(id))({ imageIds: [30, 31] }, progress)).rejects.toThrow('the server stops');
    expect(await made(31)).toBe(0);
  });
});
