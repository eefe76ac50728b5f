import { mediaHash } from './media-hash.ts';
import type { Plan } from './plan.ts';

/** Two generations of this many, about 2 MB in all. */
const atMost = 5_000;

export type HashOf = (image: { readonly id: number; readonly version: number }, plan: Plan, revision: string) => string;

/** The hashes asked for lately: making one costs more than everything else about an image's URLs (measured). */
export function keptHashes(key: Uint8Array): HashOf {
  let recent = new Map<string, string>();
  let older = new Map<string, string>();
  return (image, plan, revision) => {
    const place = `${image.id}.${image.version}.${plan.digest}.${revision}`;
    const known = recent.get(place);
    if (known !== undefined) return known;
    const hash = older.get(place) ?? mediaHash(key, image, plan, revision);
    if (recent.size >= atMost) {
      older = recent;
      recent = new Map();
    }
    recent.set(place, hash);
    return hash;
  };
}
