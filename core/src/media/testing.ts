import { realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log, Viewer } from '@picturerail/sdk';
import sharp, { type Sharp } from 'sharp';
import { type OriginalPlace, openStorage, prepareStorage, type Storage } from '#storage';
import { defaultLimits } from './limits.ts';
import type { MediaSettings } from './media-settings.ts';
import { planOf } from './plan/plan.ts';

/** A folder of pictures painted for tests, with a storage beside them. */
export interface PaintShop {
  readonly dir: string;
  readonly storage: Storage;
  at(name: string): string;
  close(): Promise<void>;
}

export async function openPaintShop(): Promise<PaintShop> {
  const dir = await mkdtemp(path.join(tmpdir(), 'picturerail-media-'));
  const storage = openStorage({ dataDir: path.join(dir, 'data') });
  await prepareStorage(storage);
  return { dir, storage, at: (name) => path.join(dir, name), close: () => rm(dir, { recursive: true, force: true }) };
}

/** A file that lies somewhere, as an original. */
export const inFolder = (file: string): OriginalPlace => ({ root: realpathSync(path.dirname(file)), path: Buffer.from(path.basename(file)) });

export const colours = { red: [220, 30, 30], green: [30, 200, 40], blue: [30, 40, 220], white: [250, 250, 250] } as const;

/** Four quarters that tell every way to turn a picture apart: red, green above blue, white. */
export function quarters(width: number, height: number): Sharp {
  const [left, top] = [Math.floor(width / 2), Math.floor(height / 2)];
  const quarter = ([r, g, b]: readonly number[], x: number, y: number) => ({
    input: { create: { width: x === 0 ? left : width - left, height: y === 0 ? top : height - top, channels: 3 as const, background: { r, g, b } } },
    left: x,
    top: y,
  });
  return sharp({ create: { width, height, channels: 3, background: '#000000' } }).composite([
    quarter(colours.red, 0, 0),
    quarter(colours.green, left, 0),
    quarter(colours.blue, 0, top),
    quarter(colours.white, left, top),
  ]) as Sharp;
}

export async function quarterPixels(width: number, height: number): Promise<Sharp> {
  return sharp(await quarters(width, height).png().toBuffer());
}

/** The colour in the middle of each quarter of a finished file, by name: top left, top right, bottom left, bottom right. */
export async function coloursOf(file: string): Promise<string[]> {
  const { data, info } = await sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const places = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const;
  return places.map(([x, y]) => {
    const at = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels;
    return nearest([...data.subarray(at, at + 3)]);
  });
}

/** A pixel of a finished file as its channels. */
export async function pixelOf(file: string, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

function nearest(pixel: readonly number[]): string {
  const distance = (colour: readonly number[]) => Math.hypot(...colour.map((value, channel) => value - (pixel[channel] ?? 0)));
  const [name, colour] = Object.entries(colours).sort(([, a], [, b]) => distance(a) - distance(b))[0] ?? ['none', [0, 0, 0]];
  // Printing inks reach no strong green: what comes from CMYK is further off.
  return distance(colour) < 110 ? name : `rgb(${pixel.join(' ')})`;
}

export const upright = ['red', 'green', 'blue', 'white'];

export const settings: MediaSettings = {
  sizes: [
    { name: 'square', edge: 240, fit: 'square' },
    ...[320, 480, 720, 1080, 1600, 2400].map((edge) => ({ name: String(edge), edge, fit: 'inside' as const })),
  ],
  quality: 82,
  format: 'jpeg',
};

export const limits = defaultLimits;

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const visitor: Viewer = { userId: null, name: null, status: 'visitor', language: 'en', principals: [1] };

export const plainPlan = { of: () => planOf([]) };
