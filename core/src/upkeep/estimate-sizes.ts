import type { JobRun, Json, Size } from '@picturerail/sdk';
import { countImages, originalPlace, sampleImages, visitorViewer } from '#gallery';
import type { MediaSettings } from '#media';
import type { House } from '../house.ts';
import { teller } from './outcome.ts';

/** The sizes that it is about; need not be those in force. */
export type SizesWork = Pick<MediaSettings, 'quality' | 'format'> & { readonly sizes: readonly Pick<Size, keyof Size>[] };

/** What all images would take, by a few of them. */
export interface SizesEstimate {
  readonly of: SizesWork;
  /** In the gallery. */
  readonly images: number;
  /** That were tried. */
  readonly tried: number;
  /** Of all sizes of all images, on this machine with nothing else to do. */
  readonly ms: number;
  /** Bytes of all images, by size. */
  readonly sizes: readonly { readonly name: string; readonly bytes: number }[];
}

/** Enough that one panorama does not decide, few enough that somebody waits for it. */
const sample = 16;

type Tried = Pick<House, 'gallery' | 'media'>;

/** Really makes the sizes of a few images, in one decode process after the other, and keeps none of them. */
export const estimateSizesJob =
  ({ gallery, media }: Tried) =>
  async (of: SizesWork, job: JobRun): Promise<void> => {
    const { tell, end } = teller(job);
    const images = await sampleImages(gallery, sample);
    const plans = await media.plans(
      images,
      await visitorViewer(gallery, 'en'),
      of.sizes.map(({ name }) => name),
    );
    const bytes = new Map(of.sizes.map(({ name }) => [name, 0]));
    let [tried, ms] = [0, 0];
    for (const [index, image] of images.entries()) {
      job.signal.throwIfAborted();
      tell('trying', index, images.length);
      const plan = plans[index];
      const startedAt = performance.now();
      // What cannot be decoded takes nothing later either.
      const made = plan && (await media.tryAll({ ...image, original: () => originalPlace(gallery, image.id) }, plan, of, job.signal).catch(() => null));
      if (!made) continue;
      tried += 1;
      ms += performance.now() - startedAt;
      for (const one of made) bytes.set(one.name, (bytes.get(one.name) ?? 0) + one.bytes);
    }
    const all = await countImages(gallery);
    const share = tried === 0 ? 0 : all / tried;
    const estimate: SizesEstimate = {
      of,
      images: all,
      tried,
      ms: (ms * share) / media.processes,
      sizes: [...bytes].map(([name, sum]) => ({ name, bytes: Math.round(sum * share) })),
    };
    await end(estimate as unknown as Json);
  };
