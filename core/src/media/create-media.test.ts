import { copyFile, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { StepAnswer, StorageDriver } from '@picturerail/sdk';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMedia } from './create-media.ts';
import type { Media, MediaOptions } from './media.ts';
import type { MediaSource } from './media-image.ts';
import { coloursOf, inFolder, openPaintShop, type PaintShop, plainPlan, quarters, quietLog, settings, upright, visitor } from './testing.ts';

let shop: PaintShop;
let media: Media;
const opened: Media[] = [];
let nextId = 1_000;

beforeAll(async () => {
  shop = await openPaintShop();
  media = open();
  await quarters(800, 600).jpeg().toFile(shop.at('a.jpg'));
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await shop.close();
});

function open(options: Partial<MediaOptions> = {}): Media {
  const made = createMedia({ storage: shop.storage, settings: () => settings, key: Buffer.alloc(32, 3), log: quietLog, processes: 2, ...options });
  opened.push(made);
  return made;
}

/** A measured picture of 800 x 600 among the originals. */
async function source(name = 'a.jpg'): Promise<MediaSource> {
  nextId += 1;
  const copy = shop.at(`copy-${nextId}`);
  await copyFile(shop.at(name), copy);
  const key = `Album/${nextId}.jpg`;
  await shop.storage.originals.adopt(key, copy);
  return { id: nextId, version: 1, width: 800, height: 600, mime: 'image/jpeg', original: { keys: [key] } };
}
const tmpIsEmpty = async () => expect((await readdir(shop.storage.tmpDir)).filter((name) => !name.startsWith('fontconfig'))).toEqual([]);

describe('measure', () => {
  test('answers what a process of its own found', async () => {
    expect(await media.measure(shop.at('a.jpg'))).toMatchObject({ width: 800, height: 600, mime: 'image/jpeg', format: 'jpeg' });
    expect(media.pids().length).toBeGreaterThan(0);
    expect(media.processes).toBe(2);
  });
  test('refuses without a process what its header gives away', async () => {
    const idle = open();
    await writeFile(shop.at('page.jpg'), '<html>');
    await expect(idle.measure(shop.at('page.jpg'))).rejects.toMatchObject({ code: 'media-type-refused' });
    expect(idle.pids()).toEqual([]);
  });
  test('the embedded metadata alone needs no decoding', async () => {
    await quarters(80, 60)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Ana' } })
      .toFile(shop.at('exif.jpg'));
    const { blocks } = await media.measure(shop.at('exif.jpg'));
    expect(await media.blocks(shop.at('exif.jpg'))).toEqual(blocks);
    expect(blocks.exif).toBeInstanceOf(Uint8Array);
  });
});

describe('one derivative', () => {
  test('is made where it is missing, found where it is not, and lies where its URL says', async () => {
    const image = await source();
    const [urls] = await media.urls([image], [plainPlan]);
    const made = await media.derivative(image, plainPlan, '480', 'jpg');
    const hash = await media.hash(image, plainPlan, '480');
    expect(made).toMatchObject({ key: `1/${image.id}/${hash}/480.jpg`, mime: 'image/jpeg' });
    expect(urls?.sources.find(({ size }) => size === '480')?.url).toBe(`/media/${image.id}/${hash}/480.jpg`);
    expect(made?.path).toBe(path.join(shop.dir, 'data/derivatives', made?.key ?? ''));
    expect(await sharp(made?.path ?? '').metadata()).toMatchObject({ width: 480, height: 360 });
    expect((await readFile(made?.path ?? '')).length).toBe(made?.bytes);

    await writeFile(made?.path ?? '', 'kept');
    expect(await media.derivative(image, plainPlan, '480')).toMatchObject({ bytes: 4 });
    await tmpIsEmpty();
  });

  test('that was left empty by a power cut is made again', async () => {
    const image = await source();
    const made = await media.derivative(image, plainPlan, '320');
    await writeFile(made?.path ?? '', '');
    expect((await media.derivative(image, plainPlan, '320'))?.bytes).toBe(made?.bytes);
  });

  test('is absent where the image has no such size, or the gallery no such format', async () => {
    const image = await source();
    expect(await media.derivative(image, plainPlan, '2400')).toBeNull();
    expect(await media.derivative(image, plainPlan, 'nonsense')).toBeNull();
    expect(await media.derivative(image, plainPlan, '480', 'webp')).toBeNull();
    expect(await media.derivative(image, plainPlan, '1080')).toMatchObject({ mime: 'image/jpeg' });
  });

  test('is made once, however many ask at the same time', async () => {
    const image = await source();
    let reads = 0;
    const counting: StorageDriver = {
      ...shop.storage.derivatives,
      adopt: (key, file) => {
        reads += 1;
        return shop.storage.derivatives.adopt(key, file);
      },
    };
    const counted = open({ storage: { ...shop.storage, derivatives: counting } });
    const answers = await Promise.all(Array.from({ length: 200 }, () => counted.derivative(image, plainPlan, '720')));
    expect(new Set(answers.map((answer) => answer?.key)).size).toBe(1);
    expect(reads).toBe(1);
  });

  test('two processes may make it at the same time', async () => {
    const image = await source();
    const [one, two] = await Promise.all([open().derivative(image, plainPlan, '720'), open().derivative(image, plainPlan, '720')]);
    expect(one?.key).toBe(two?.key);
    expect(await coloursOf(one?.path ?? '')).toEqual(upright);
  });

  test('changes its key with the settings', async () => {
    const image = await source();
    const webp = open({ settings: async () => ({ ...settings, format: 'webp' }) });
    const made = await webp.derivative(image, plainPlan, '480', 'webp');
    expect(made).toMatchObject({ mime: 'image/webp', key: expect.stringMatching(/480\.webp$/) });
    expect(await sharp(made?.path ?? '').metadata()).toMatchObject({ format: 'webp', width: 480 });
  });
});

describe('all derivatives', () => {
  test('other settings are tried without leaving anything', async () => {
    const image = await source();
    const sizes = [
      { name: 'square', edge: 90, fit: 'square' as const },
      { name: 'large', edge: 640, fit: 'inside' as const },
    ];
    const plan = (await media.plans([image], visitor, ['square', 'large']))[0] ?? plainPlan;
    const [square, large] = await media.tryAll(image, plan, { ...settings, sizes, quality: 90 });
    expect([square?.name, large?.name]).toEqual(['square', 'large']);
    expect(square?.bytes).toBeGreaterThan(200);
    expect(large?.bytes).toBeGreaterThan(square?.bytes ?? 0);
    expect((await media.tryAll(image, plan, { ...settings, sizes, quality: 30 }))[1]?.bytes).toBeLessThan(large?.bytes ?? 0);
    expect((await media.makeAll(image, plainPlan)).count).toBe(5);
    await tmpIsEmpty();
  });
  test('are made from one decode, and only those that are missing', async () => {
    const image = await source();
    expect((await media.makeAll(image, plainPlan)).count).toBe(5);
    for (const { url, width, height } of (await media.urls([image], [plainPlan]))[0]?.sources ?? []) {
      const file = path.join(shop.dir, 'data/derivatives/1', url.slice('/media/'.length));
      expect(await sharp(file).metadata()).toMatchObject({ width, height });
    }
    const again = await media.derivative(image, plainPlan, 'square');
    await unlink(again?.path ?? '');
    expect((await media.makeAll(image, plainPlan)).count).toBe(1);
    expect((await media.makeAll(image, plainPlan)).count).toBe(0);
    await tmpIsEmpty();
  });

  test('say what the picture looks like, as measuring it does, unless a plan turns it around', async () => {
    const image = await source();
    const { look, count } = await media.makeAll(image, plainPlan, { look: true });
    const { color } = await media.measure(shop.at('a.jpg'));
    expect({ count, color: look?.color.slice(0, 2) }).toEqual({ count: 5, color: color.slice(0, 2) });
    expect(Buffer.from(look?.thumbHash ?? '', 'base64').length).toBeGreaterThan(10);
    expect((await media.makeAll(image, plainPlan, { look: true })).look).toBeNull();
    const collect = async (): Promise<StepAnswer[]> => [{ imageId: image.id, steps: [{ operation: 'rotate', options: { degrees: 90 } }], required: false }];
    const turning = open({ collect });
    const [plan] = await turning.plans([image], visitor);
    expect(plan && (await turning.makeAll(image, plan, { look: true })).look).toBeNull();
  });

  test('go with their image', async () => {
    const [image, other] = [await source(), await source()];
    await media.makeAll(image, plainPlan);
    await media.makeAll(other, plainPlan);
    await media.forget(image.id);
    expect(await readdir(path.join(shop.dir, 'data/derivatives/1'))).not.toContain(String(image.id));
    expect((await media.makeAll(other, plainPlan)).count).toBe(0);
  });

  test('can be broken off', async () => {
    const image = await source();
    await expect(media.makeAll(image, plainPlan, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    await tmpIsEmpty();
  });
});

describe('originals', () => {
  test('are found under the first key that exists', async () => {
    const image = await source();
    const keys = ['New name/x.jpg', `Album/${image.id}.jpg`];
    expect(await media.derivative({ ...image, original: { keys } }, plainPlan, '320')).not.toBeNull();
  });

  test('are asked for only where a file has to be made', async () => {
    const image = await source();
    let asked = 0;
    const asking: MediaSource = {
      ...image,
      original: async () => {
        asked += 1;
        return { keys: [`Album/${image.id}.jpg`] };
      },
    };
    for (let time = 0; time < 3; time += 1) expect(await media.derivative(asking, plainPlan, '320')).not.toBeNull();
    expect(asked).toBe(1);
  });

  test('of a declared root are read where they lie', async () => {
    const image: MediaSource = { ...(await source()), original: inFolder(shop.at('a.jpg')) };
    expect(await media.derivative(image, plainPlan, '320')).not.toBeNull();
  });

  test('that are gone are told as missing, each time anew', async () => {
    const image = await source();
    const gone: MediaSource = { ...image, original: { keys: ['nowhere.jpg'] } };
    for (let attempt = 0; attempt < 2; attempt += 1)
      await expect(media.derivative(gone, plainPlan, '320')).rejects.toMatchObject({ code: 'media-original-missing', status: 404 });
    await expect(media.derivative({ ...image, original: inFolder(shop.at('nowhere')) }, plainPlan, '320')).rejects.toMatchObject({
      code: 'media-original-missing',
    });
    expect(await media.derivative(image, plainPlan, '320')).not.toBeNull();
  });

  test('whose folder is renamed while they are looked for are found all the same', async () => {
    const image = await source();
    const key = `Album/${image.id}.jpg`;
    const renaming: StorageDriver = {
      ...shop.storage.originals,
      stat: async (asked) => {
        const found = await shop.storage.originals.stat(asked);
        await shop.storage.originals.rename(key, `Renamed/${key}`);
        return found;
      },
    };
    const beside = open({ storage: { ...shop.storage, originals: renaming } });
    expect(await beside.derivative({ ...image, original: { keys: [`Renamed/${key}`, key] } }, plainPlan, '320')).not.toBeNull();
  });

  test('of a storage that is elsewhere are fetched and taken away again', async () => {
    const bytes = await readFile(shop.at('a.jpg'));
    const image = await source();
    const elsewhere: StorageDriver = {
      ...shop.storage.originals,
      stat: async (key) => (key === 'a' ? { bytes: bytes.length, modifiedAt: 0 } : null),
      read: async () => Readable.from([bytes]),
      localPath: () => null,
    };
    const far = open({ storage: { ...shop.storage, originals: elsewhere } });
    expect(await far.derivative({ ...image, original: { keys: ['a'] } }, plainPlan, '320')).not.toBeNull();
    await tmpIsEmpty();
  });

  test('of such a storage may vanish too', async () => {
    const image = await source();
    const elsewhere: StorageDriver = { ...shop.storage.originals, read: async () => null, localPath: () => null };
    await expect(open({ storage: { ...shop.storage, originals: elsewhere } }).derivative(image, plainPlan, '320')).rejects.toMatchObject({
      code: 'media-original-missing',
    });
  });

  test('that are damaged are not decoded again and again', async () => {
    await writeFile(shop.at('cut.jpg'), (await readFile(shop.at('a.jpg'))).subarray(0, 3_000));
    const image = await source('cut.jpg');
    const patient = open();
    await expect(patient.derivative(image, plainPlan, '320')).rejects.toMatchObject({ code: 'media-damaged' });
    await patient.close();
    // With no process left, only what is remembered can answer.
    await expect(patient.derivative(image, plainPlan, '480')).rejects.toMatchObject({ code: 'media-damaged' });
    await expect(patient.derivative({ ...image, version: 2 }, plainPlan, '480')).rejects.toMatchObject({ code: 'media-closed' });
  });
});

describe('plans', () => {
  test('a required step that cannot be had means no file, also for a job', async () => {
    const image = await source();
    const collect = async (): Promise<StepAnswer[]> => [
      { imageId: image.id, steps: [{ operation: 'composite', options: { file: `file:${'0'.repeat(64)}`, size: 0.2 } }], required: true },
    ];
    const guarded = open({ collect });
    const [plan] = await guarded.plans([image], visitor);
    if (plan === undefined) throw new Error('no plan');
    await expect(guarded.derivative(image, plan, '320')).rejects.toMatchObject({ code: 'media-steps-missing', status: 503 });
    await expect(guarded.makeAll(image, plan)).rejects.toMatchObject({ code: 'media-steps-missing' });
    expect(await guarded.urls([image], [plan])).toHaveLength(1);
    expect(await media.hash(image, plan, '320')).not.toBe(await media.hash(image, plainPlan, '320'));
  });

  test('a stored file is laid over the picture', async () => {
    await sharp({ create: { width: 20, height: 20, channels: 3, background: '#000000' } })
      .png()
      .toFile(shop.at('mark.png'));
    const file = await media.keepFile(shop.at('mark.png'));
    expect(file).toMatch(/^file:[0-9a-f]{64}$/);
    expect(await media.keepFile(shop.at('mark.png'))).toBe(file);
    const image = await source();
    const collect = async (): Promise<StepAnswer[]> => [{ imageId: image.id, steps: [{ operation: 'composite', options: { file, size: 1 } }], required: true }];
    const marking = open({ collect });
    const [plan] = await marking.plans([image], visitor, ['320']);
    if (plan === undefined) throw new Error('no plan');
    const made = await marking.derivative(image, plan, '320');
    const { data, info } = await sharp(made?.path ?? '')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[(120 * info.width + 160) * 3]).toBeLessThan(10);
    await rm(shop.storage.files.localPath(`${file.slice(5, 7)}/${file.slice(5)}`) ?? '');
    await expect(marking.makeAll({ ...image, version: 9 }, { of: plan.of }, {})).rejects.toMatchObject({ code: expect.stringMatching(/^media-ste/) });
  });

  test('there is one for each image', async () => {
    const image = await source();
    await expect(media.urls([image, image], [plainPlan])).rejects.toThrow('no plan for the image at 1');
  });
});
