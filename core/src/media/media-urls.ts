import type { Source } from '@picturerail/sdk';
import type { MediaUrls } from './media.ts';
import type { MediaImage } from './media-image.ts';
import { type MediaSettings, outputTypes, sizesRevision } from './media-settings.ts';
import { finishedSize, geometryOf } from './plan/geometry.ts';
import type { HashOf } from './plan/kept-hashes.ts';
import type { ImagePlan, Plan } from './plan/plan.ts';
import { type FittedSize, sizesFor } from './sizes.ts';
import { types } from './sniff/types.ts';

/** The sizes of an image as its plans leave it: a crop or a quarter turn changes their pixels. Those that lie inside an edge ascend by width. */
export function plannedSizes(image: MediaImage, plan: ImagePlan, { sizes }: MediaSettings): readonly FittedSize[] {
  const fittedBy = ({ steps }: Plan) => {
    const { width, height } = finishedSize(image.width, image.height, geometryOf(steps));
    return sizesFor(width, height, sizes);
  };
  const first = plan.of(sizes[0]?.name ?? '');
  if (sizes.every(({ name }) => plan.of(name) === first)) return fittedBy(first);
  const plans = new Set(sizes.map(({ name }) => plan.of(name)));
  return [...plans].flatMap((of) => fittedBy(of).filter(({ name }) => plan.of(name) === of)).sort((a, b) => a.width - b.width);
}

const folderUrl = ({ id }: MediaImage, hash: string): string => `/media/${id}/${hash}/`;

/** URLs of one image; equal plans share their hash. */
export function urlsOf(hashOf: HashOf, settings: MediaSettings, image: MediaImage, plan: ImagePlan): MediaUrls {
  const revision = sizesRevision(settings);
  let latest: { readonly of: Plan; readonly folder: string } | undefined;
  const folderOf = (of: Plan): string => {
    if (latest?.of !== of) latest = { of, folder: folderUrl(image, hashOf(image, of, revision)) };
    return latest.folder;
  };
  const url = (size: string, ext: string) => `${folderOf(plan.of(size))}${size}.${ext}`;
  const { ext } = outputTypes[settings.format];
  const source = ({ name, width, height }: FittedSize): Source => ({ url: url(name, ext), width, height, size: name });
  const sizes = plannedSizes(image, plan, settings);
  const sources = sizes.filter(({ fit }) => fit === 'inside').map(source);
  const square = sizes.find(({ fit }) => fit === 'square');
  const smallest = sources[0] ?? { url: '', width: 0, height: 0, size: '' };
  return {
    sources,
    square: square === undefined ? smallest : source(square),
    get original() {
      return url('original', originalExt(image.mime));
    },
  };
}

/**
 * The URL of one size; null where this image has no such size, and for an original that may not be had as it is: one that
 * a step has to change or that is refused.
 */
export function addressOf(hashOf: HashOf, settings: MediaSettings, image: MediaImage, plan: ImagePlan, size: string): string | null {
  const of = plan.of(size);
  const there = size === 'original' ? of.steps.length === 0 && of.refused === null : plannedSizes(image, plan, settings).some(({ name }) => name === size);
  const ext = size === 'original' ? originalExt(image.mime) : outputTypes[settings.format].ext;
  return there ? `${folderUrl(image, hashOf(image, of, sizesRevision(settings)))}${size}.${ext}` : null;
}

const exts = new Map(Object.values(types).map(({ mime, ext }) => [mime as string, ext as string]));

/** The extension of an original's URL. */
export const originalExt = (mime: string) => exts.get(mime) ?? 'bin';
