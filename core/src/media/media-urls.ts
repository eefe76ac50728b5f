import type { Source } from '@picturerail/sdk';
import type { MediaUrls } from './media.ts';
import type { MediaImage } from './media-image.ts';
import { type MediaSettings, outputTypes, sizesRevision } from './media-settings.ts';
import { finishedSize, geometryOf } from './plan/geometry.ts';
import { mediaHash } from './plan/media-hash.ts';
import type { ImagePlan, Plan } from './plan/plan.ts';
import { type FittedSize, sizesFor } from './sizes.ts';
import { types } from './sniff/types.ts';

/** The sizes of an image as its plans leave it: a crop or a quarter turn changes their pixels. */
export function plannedSizes(image: MediaImage, plan: ImagePlan, settings: MediaSettings): FittedSize[] {
  const fitted = new Map<Plan, FittedSize[]>();
  const fittedBy = (of: Plan) => {
    const known = fitted.get(of);
    if (known !== undefined) return known;
    const { width, height } = finishedSize(image.width, image.height, geometryOf(of.steps));
    const made = sizesFor(width, height, settings.sizes);
    fitted.set(of, made);
    return made;
  };
  return settings.sizes.flatMap(({ name }) => fittedBy(plan.of(name)).filter((size) => size.name === name)).sort((a, b) => a.width - b.width);
}

/** URLs of one image; equal plans share their hash. */
export function urlsOf(key: Uint8Array, settings: MediaSettings, image: MediaImage, plan: ImagePlan): MediaUrls {
  const revision = sizesRevision(settings);
  const hashes = new Map<Plan, string>();
  const hashOf = (of: Plan) => {
    const hash = hashes.get(of) ?? mediaHash(key, image, of, revision);
    hashes.set(of, hash);
    return hash;
  };
  const url = (size: string, ext: string) => `/media/${image.id}/${hashOf(plan.of(size))}/${size}.${ext}`;
  const { ext } = outputTypes[settings.format];
  const source = ({ name, width, height }: FittedSize): Source => ({ url: url(name, ext), width, height, size: name });
  const sizes = plannedSizes(image, plan, settings);
  const sources = sizes.filter(({ fit }) => fit === 'inside').map(source);
  const square = sizes.find(({ fit }) => fit === 'square');
  const smallest = sources[0] ?? { url: '', width: 0, height: 0, size: '' };
  return { sources, square: square === undefined ? smallest : source(square), original: url('original', originalExt(image.mime)) };
}

const exts = new Map(Object.values(types).map(({ mime, ext }) => [mime as string, ext as string]));

/** The extension of an original's URL. */
export const originalExt = (mime: string) => exts.get(mime) ?? 'bin';
