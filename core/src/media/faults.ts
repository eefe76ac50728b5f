import { GalleryError, type Log } from '@picturerail/sdk';
import type { Database } from '#database';
import { deleteFault, faultOf, writeFault } from './faults-store.ts';
import type { MediaImage } from './media-image.ts';

type Faulty = Pick<MediaImage, 'id' | 'version'>;

/** What is remembered, by all processes together, of pictures that cannot be decoded. */
export interface Faults {
  /** Why a picture is not to be tried now; undefined where it may be. */
  of(image: Faulty): Promise<GalleryError | undefined>;
  /** Why a picture could not be decoded when it was last tried, whether or not it may be tried again. */
  known(image: Faulty): Promise<GalleryError | undefined>;
  note(image: Faulty, error: GalleryError): Promise<void>;
  /** It could be decoded after all, or is gone. */
  clear(imageId: number): Promise<void>;
}

/** After each attempt but the last one; then a picture is tried only where somebody asks for it with `jobs retry`, or brings another version. */
const waitsMs = [600_000, 3_600_000];

export function createFaults({ database, log, clock = Date.now }: { readonly database: Database; readonly log: Log; readonly clock?: () => number }): Faults {
  return {
    async of({ id, version }) {
      const fault = await faultOf(database.read, id);
      if (fault === undefined || fault.version !== version) return undefined;
      const wait = waitsMs[fault.attempts - 1];
      return wait !== undefined && clock() >= fault.triedAt + wait ? undefined : new GalleryError(fault.code, fault.message);
    },
    async known({ id, version }) {
      const fault = await faultOf(database.read, id);
      return fault?.version === version ? new GalleryError(fault.code, fault.message) : undefined;
    },
    async note({ id: imageId, version }, { code, message }) {
      const attempts = await database.transaction(async (tx) => {
        const before = await faultOf(tx, imageId);
        const attempt = before?.version === version ? before.attempts + 1 : 1;
        await writeFault(tx, { imageId, version, code, message: message.slice(0, 2_000), attempts: attempt, triedAt: clock() });
        return attempt;
      });
      log.warn('A picture cannot be decoded.', { imageId, attempts, code, reason: message });
    },
    async clear(imageId) {
      if ((await faultOf(database.read, imageId)) !== undefined) await database.transaction((tx) => deleteFault(tx, imageId));
    },
  };
}
