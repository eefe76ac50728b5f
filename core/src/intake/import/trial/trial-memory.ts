import { findImagesByHash, findPlacements } from '#gallery';
import type { Intake } from '../../intake.ts';
import { otherSourcesIn, sourcesOfImage } from '../sources-store.ts';

/** What a run would have written so far, over what is there. New images have numbers below zero. */
export interface TrialMemory {
  /** Files with images that would be remembered beyond those that are. */
  taken: number;
  /** The image of these bytes. */
  imageOf(sha256: string): Promise<number | null>;
  /** An image that would be new, or has these bytes from now on. */
  keep(sha256: string, imageId?: number): number;
  /** Hangs an image in an album; false where it hangs there already. */
  hang(imageId: number, albumId: number): Promise<boolean>;
  takeDown(imageId: number, albumId: number): void;
  /** One more file of a folder has this image. */
  remember(imageId: number, albumId: number): void;
  sourcesOfImage(imageId: number): Promise<number>;
  otherSourcesIn(imageId: number, albumId: number): Promise<number>;
}

export function trialMemory({ gallery, database }: Intake): TrialMemory {
  const images = new Map<string, number>();
  const hanging = new Map<string, boolean>();
  const more = new Map<string, number>();
  const spot = (imageId: number, albumId: number) => `${imageId} ${albumId}`;
  const count = (key: string) => more.get(key) ?? 0;
  let made = 0;
  return {
    taken: 0,
    imageOf: async (sha256) => images.get(sha256) ?? (await findImagesByHash(gallery, [sha256])).get(sha256)?.id ?? null,
    keep(sha256, imageId) {
      const id = imageId ?? -1 - made++;
      if (sha256 !== '') images.set(sha256, id);
      return id;
    },
    async hang(imageId, albumId) {
      const isThere = hanging.get(spot(imageId, albumId)) ?? (imageId > 0 && (await findPlacements(gallery, imageId)).includes(albumId));
      hanging.set(spot(imageId, albumId), true);
      return !isThere;
    },
    takeDown: (imageId, albumId) => void hanging.set(spot(imageId, albumId), false),
    remember(imageId, albumId) {
      this.taken += 1;
      for (const key of [String(imageId), spot(imageId, albumId)]) more.set(key, count(key) + 1);
    },
    sourcesOfImage: async (imageId) => (await sourcesOfImage(database.read, imageId)) + count(String(imageId)),
    otherSourcesIn: async (imageId, albumId) => (await otherSourcesIn(database.read, imageId, albumId)) + count(spot(imageId, albumId)),
  };
}
