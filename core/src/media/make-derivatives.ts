import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type GalleryError, isGalleryError } from '@picturerail/sdk';
import { workingName } from '#runtime';
import { type Storage, withOriginal } from '#storage';
import type { DecodePool } from './decode/decode-pool.ts';
import type { RenderSize } from './engine/engine.ts';
import { originalMissing } from './errors.ts';
import type { MediaLimits } from './limits.ts';
import type { Look } from './measured.ts';
import type { MediaSource } from './media-image.ts';
import { type MediaSettings, outputTypes } from './media-settings.ts';
import { assertPlanned, type ImagePlan } from './plan/plan.ts';
import type { FittedSize } from './sizes.ts';
import { inspect } from './sniff/inspect.ts';
import { storedFiles } from './stored-files.ts';

export interface Maker {
  readonly storage: Storage;
  readonly pool: DecodePool;
  readonly limits: MediaLimits;
}

/** Some sizes of one image. */
interface Rendering {
  readonly image: MediaSource;
  readonly plan: ImagePlan;
  readonly settings: MediaSettings;
  readonly sizes: readonly FittedSize[];
  readonly urgent: boolean;
  readonly look?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The same under their keys. */
export interface Making extends Rendering {
  readonly sizes: readonly (FittedSize & { readonly key: string })[];
}

/** Makes sizes from one decode, all or none of them, and puts them in place. Other processes may do the same at the same time: the last one wins with equal bytes. */
export const makeDerivatives = (maker: Maker, making: Making): Promise<Look | null> =>
  rendered(maker, making, making.sizes, async (targets, look) => {
    for (const { key, target } of targets) await maker.storage.derivatives.adopt(key, target);
    return look;
  });

/** Makes sizes as `makeDerivatives` does, answers how many bytes each has, and keeps none. */
export const tryDerivatives = (maker: Maker, trying: Rendering): Promise<TriedSize[]> =>
  rendered(maker, trying, trying.sizes, (targets) => Promise.all(targets.map(async ({ name, target }) => ({ name, bytes: (await stat(target)).size }))));

export interface TriedSize {
  readonly name: string;
  readonly bytes: number;
}

async function rendered<Size extends FittedSize, Result>(
  maker: Maker,
  rendering: Rendering,
  sizes: readonly Size[],
  use: (targets: readonly (Size & RenderSize)[], look: Look | null) => Promise<Result>,
): Promise<Result> {
  const { plan, settings } = rendering;
  for (const { name } of sizes) assertPlanned(plan.of(name));
  const folder = workingName(maker.storage.tmpDir, 'derivatives');
  await mkdir(folder, { recursive: true });
  const { ext } = outputTypes[settings.format];
  const targets = sizes.map((size) => ({ ...size, steps: plan.of(size.name).steps, target: path.join(folder, `${size.name}.${ext}`) }));
  try {
    return await use(targets, await fromOriginal(maker, rendering, targets));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fromOriginal(maker: Maker, making: Rendering, targets: readonly RenderSize[]): Promise<Look | null> {
  const { id, original } = making.image;
  const find = async () => (typeof original === 'function' ? original() : original);
  try {
    return await withOriginal(maker.storage, find, (file) => render(maker, making, file, targets));
  } catch (error) {
    throw isGalleryError(error) && error.code === 'storage-original-gone' ? originalMissing(id) : error;
  }
}

async function render(
  { storage, pool, limits }: Maker,
  { image, settings, urgent, look = false, signal }: Rendering,
  file: string,
  sizes: readonly RenderSize[],
): Promise<Look | null> {
  const { mime, name, needMb } = await inspect(file, limits);
  const { format, quality } = settings;
  const upright = { width: image.width, height: image.height };
  const files = storedFiles(
    storage,
    sizes.flatMap(({ steps }) => steps),
  );
  return pool.run({ kind: 'render', file, mime, name, limits, upright, format, quality, look, sizes, files }, { urgent, signal, needMb });
}

/** True where trying again would end the same way, until the file or the plan is another. */
export const isLasting = (error: unknown): error is GalleryError => isGalleryError(error) && lasting.has(error.code);

const lasting = new Set(['media-damaged', 'media-decoder-died', 'media-too-slow', 'media-too-much-memory', 'media-too-many-pixels', 'media-too-many-frames']);
