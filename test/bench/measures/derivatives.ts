import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import type { Bench } from '../bench.ts';
import type { Rendering } from '../control/render-process.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Measure } from '../measure.ts';
import { photoFolder } from '../photo-folder.ts';
import { built, type MediaRoom, type SettingsRoom, type StorageRoom } from '../rooms.ts';
import { median } from '../statistics.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
/** Decoded at once by either. */
const lanes = availableParallelism();
/** Asked for at once, as browsers do. */
const asked = 6;
const [width, height] = [4_000, 3_000];

/** Seconds for all photographs: of the gallery's media room, and of a script that does nothing but the same pictures. */
interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** Derivatives of 12-megapixel JPEGs against a bare sharp script with the same outputs. */
export const derivatives: Measure = {
  name: 'derivatives',
  title: 'Derivatives',
  measure: async (bench) => {
    const photos = await photoFolder(bench, 24);
    const work = await mkdtemp(join(tmpdir(), 'picturerail-bench-derivatives-'));
    try {
      const one = await rounds(bench, { files: photos.files, work, wanted: ['480'] });
      const all = await rounds(bench, { files: photos.files, work, wanted: null });
      return section(one, all, photos.files.length);
    } finally {
      await rm(work, { recursive: true, force: true });
      await photos.remove();
    }
  },
};

interface Wanted {
  readonly files: readonly string[];
  readonly work: string;
  /** Null: all sizes, from one decode. */
  readonly wanted: readonly string[] | null;
}

async function rounds(bench: Bench, { files, work, wanted }: Wanted): Promise<Pair[]> {
  const room: MediaRoom = await import(built('media/index.js'));
  const { openStorage, prepareStorage }: StorageRoom = await import(built('storage/index.js'));
  const { sizes, quality, format } = defaultsOf(await import(built('settings/core-settings.js')));
  const storage = openStorage({ dataDir: join(work, 'data') });
  await prepareStorage(storage);
  const media = room.createMedia({ storage, settings: () => ({ sizes, quality, format }), key: Buffer.alloc(32), log: silent });
  const target = join(work, 'control');
  await mkdir(target, { recursive: true });
  const fitted = room.sizesFor(width, height, sizes).filter(({ name }) => wanted === null || wanted.includes(name));
  const ordered = [...fitted].sort((a, b) => b.width - a.width).map((size) => ({ ...size, square: size.fit === 'square' }));
  const control = startControl({ files, sizes: ordered, quality, target, lanes });
  const images = files.map((file, index) => ({ id: index + 1, version: 1, width, height, mime: 'image/jpeg', original: placeOf(file) }));
  const [plan] = await media.plans(images.slice(0, 1), visitor);
  if (plan === undefined) throw new Error('There is no plan.');
  const make = (image: (typeof images)[number]) => (wanted === null ? media.makeAll(image, plan) : media.derivative(image, plan, wanted[0] ?? ''));
  const ours = async () => {
    const begun = performance.now();
    await inLanes(images, make);
    const seconds = (performance.now() - begun) / 1000;
    for (const { id } of images) await media.forget(id);
    return seconds;
  };
  try {
    const pairs: Pair[] = [];
    await ours();
    for (let round = 0; round < bench.runs; round += 1)
      pairs.push(round % 2 ? { ours: await ours(), theirs: await control.run() } : { theirs: await control.run(), ours: await ours() });
    return pairs;
  } finally {
    control.end();
    await media.close();
  }
}

interface Settings {
  readonly sizes: Parameters<MediaRoom['sizesFor']>[2];
  readonly quality: number;
  readonly format: 'jpeg' | 'webp';
}

function defaultsOf({ coreSettingsSchema }: SettingsRoom): Settings {
  const properties = Object.entries(coreSettingsSchema.properties as unknown as Readonly<Record<string, { readonly default: unknown }>>);
  return Object.fromEntries(properties.map(([name, property]) => [name, property.default])) as unknown as Settings;
}

const visitor = { userId: null, name: null, status: 'visitor', language: 'en', principals: [] } as const;

const placeOf = (file: string) => ({ root: join(file, '..'), path: Buffer.from(file.slice(file.lastIndexOf('/') + 1)) });

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: asked }, lane));
}

function startControl(rendering: Rendering) {
  const child = fork(join(import.meta.dirname, '../control/render-process.js'));
  const run = () =>
    new Promise<number>((resolve, reject) => {
      child.once('message', (seconds) => resolve(seconds as number));
      child.once('exit', (code) => reject(new Error(`The control ended with code ${code}.`)));
      child.send(rendering);
    });
  return { run, end: () => child.kill() };
}

function section(one: readonly Pair[], all: readonly Pair[], files: number) {
  const kinds = [
    ['one size (480)', one],
    ['the default set', all],
  ] as const;
  const ratio = (pairs: readonly Pair[]) => median(pairs.map(({ ours, theirs }) => theirs / ours));
  const perSecond = (pairs: readonly Pair[], who: keyof Pair) => files / median(pairs.map((pair) => pair[who]));
  const rows = kinds.map(([what, pairs]) => [what, perSecond(pairs, 'ours').toFixed(1), perSecond(pairs, 'theirs').toFixed(1), ratio(pairs).toFixed(2)]);
  const set = perSecond(all, 'ours');
  return {
    text: `${files} painted photographs of 12 megapixels (3 MB), ${lanes} decoded at once. The control is sharp alone: the same pipeline, the same outputs, no check of what a file is, nothing made safe against a cut of power.\n\n${markdownTable(['made', 'images/s', 'sharp alone', 'ratio'], rows, { left: 1 })}`,
    aims: [
      ...kinds.map(([what, pairs]) => ({ what, aim: 'at least 0.85 of sharp alone', found: ratio(pairs).toFixed(2), holds: ratio(pairs) >= 0.85 })),
      { what: 'the default set', aim: 'at least 3.5 images/s', found: set.toFixed(1), holds: set >= 3.5 },
    ],
  };
}
