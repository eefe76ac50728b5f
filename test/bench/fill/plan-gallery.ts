import { chance } from './chance.ts';

/** Whom an album's own list lets view; `inherit` has none. `group` counts from 0. */
export type PlannedAccess = 'inherit' | 'signed-in' | { readonly group: number };

export interface PlannedAlbum {
  readonly title: string;
  /** Index of an earlier album; null at the top. */
  readonly parent: number | null;
  readonly access: PlannedAccess;
  readonly images: number;
}

export interface PlannedGallery {
  readonly groups: number;
  /** The first is the one that is measured: public, with ten albums in it. */
  readonly albums: readonly PlannedAlbum[];
}

const depth = 6;
const perAlbum = 50;
const children = 10;

/** Albums of about fifty images up to six deep, a tenth of them private to one of up to 200 groups, and one large album. */
export function planGallery(images: number): PlannedGallery {
  const luck = chance(images);
  const count = Math.max(children * 2, Math.round(images / perAlbum));
  const groups = Math.min(200, Math.ceil(count / 10));
  const large = Math.min(50_000, Math.max(120, Math.round(images / 20)));
  const shares = Array.from({ length: count - 1 }, () => 0.2 + luck.next());
  const scale = (images - large) / shares.reduce((sum, share) => sum + share, 0);
  const depths = [1];
  const albums: PlannedAlbum[] = [{ title: 'The measured album', parent: null, access: 'inherit', images: large }];
  let left = images - large;
  for (let at = 1; at < count; at += 1) {
    const parent = at <= children ? 0 : parentOf(depths, luck.of(0.1), luck.below(at));
    depths.push(parent === null ? 1 : (depths[parent] ?? 0) + 1);
    const share = at === count - 1 ? left : Math.min(left, Math.round((shares[at - 1] ?? 0) * scale));
    left -= share;
    albums.push({ title: `Album ${at}`, parent, access: at > children ? accessOf(luck.next(), luck.below(groups)) : 'inherit', images: share });
  }
  return { groups, albums };
}

/** Nothing new hangs below the measured album, which looks the same at every size. */
function parentOf(depths: readonly number[], top: boolean, wanted: number): number | null {
  return top || wanted <= children || (depths[wanted] ?? depth) >= depth ? null : wanted;
}

function accessOf(roll: number, group: number): PlannedAccess {
  if (roll < 0.1) return { group };
  return roll < 0.15 ? 'signed-in' : 'inherit';
}
