import { type Chance, chance } from './chance.ts';

/** Two galleries of the same size: the second one has albums for clients besides, each open to the staff and to one client. */
export type SetName = 'usual' | 'clients';

/** Whom an album's own list lets view; `inherit` has none. Groups and clients count from 0. */
export type PlannedAccess = 'inherit' | 'signed-in' | 'staff' | { readonly group: number; readonly staff: boolean } | { readonly client: number };

export interface PlannedAlbum {
  readonly title: string;
  /** Index of an earlier album; null at the top. */
  readonly parent: number | null;
  readonly access: PlannedAccess;
  readonly images: number;
}

export interface PlannedGallery {
  readonly groups: number;
  readonly clients: number;
  /** Index of the album that holds those of clients; null where there are none. */
  readonly clientsAlbum: number | null;
  readonly albums: readonly PlannedAlbum[];
}

/** Indexes of the albums that are measured. */
export const special = {
  /** Public: two pages of images, ten albums in it. The same at every size. */
  album: 0,
  /** Public: a twentieth of all images, 50,000 at most. */
  large: 11,
  /** Public: {@link wideAlbums} albums in it and no image. */
  wide: 12,
  /** Public: below it lies about a tenth of what is not in the others. */
  archive: 13,
} as const;

export const wideAlbums = 500;
export const groups = 200;

const depth = 6;
const perAlbum = 50;
const children = 10;
const measured = 120;
const archiveShare = 0.1;
/** Besides those that are measured. */
const topAlbums = 12;

interface Draft extends Omit<PlannedAlbum, 'images'> {
  readonly depth: number;
  /** How many images, against others of which it is unknown too; a number of images is fixed. */
  readonly weight: number;
  readonly fixed?: number;
}

/**
 * Albums of about fifty images up to six deep; a tenth of them is private to one of 200 groups, of which one in five shares them with the
 * staff, a twentieth is for whoever is signed in.
 */
export function planGallery(images: number, set: SetName = 'usual'): PlannedGallery {
  const luck = chance(images);
  const drafts = specialAlbums(images);
  const wideImages = images < 100_000 ? { fixed: 1 } : {};
  for (let at = 0; at < wideAlbums; at += 1) drafts.push({ ...ordinary(luck, drafts.length), parent: special.wide, depth: 2, ...wideImages });
  addOrdinary(drafts, luck, Math.max(20, Math.round(images / perAlbum) - (images < 100_000 ? 0 : wideAlbums)));
  const clients = set === 'clients' ? Math.min(5_000, Math.ceil(images / 200)) : 0;
  const clientsAlbum = clients > 0 ? addClients(drafts, luck, clients) : null;
  return { groups, clients, clientsAlbum, albums: withImages(drafts, images) };
}

function specialAlbums(images: number): Draft[] {
  const open = { access: 'inherit', weight: 0 } as const;
  return [
    { ...open, title: 'The measured album', parent: null, depth: 1, fixed: measured },
    ...Array.from({ length: children }, (_, at) => ({ ...open, title: `Part ${at}`, parent: special.album, depth: 2, fixed: 2 })),
    { ...open, title: 'The large album', parent: null, depth: 1, fixed: Math.min(50_000, Math.max(180, Math.round(images / 20))) },
    { ...open, title: 'The wide album', parent: null, depth: 1, fixed: 0 },
    { ...open, title: 'The archive', parent: null, depth: 1, fixed: 0 },
  ];
}

/**
 * The first tenth hangs below the archive. Of the others as many stand at the top at every size, because the home page shows them: one that grew
 * with the gallery would be another page. Five hang below one another, the rest below whichever there are.
 */
function addOrdinary(drafts: Draft[], luck: Chance, count: number): void {
  const first = drafts.length;
  const archived = first + Math.ceil(count * archiveShare);
  const topped = archived + topAlbums;
  const add = (parent: number | null) => {
    drafts.push({ ...ordinary(luck, drafts.length), parent, depth: parent === null ? 1 : (drafts[parent] as Draft).depth + 1 });
  };
  const below = (from: number) => notDeepest(drafts, from + luck.below(drafts.length - from));
  while (drafts.length < archived) add(drafts.length === first || luck.of(0.1) ? special.archive : below(first));
  while (drafts.length < topped) add(null);
  for (let deeper = 1; deeper < depth; deeper += 1) add(drafts.length - 1);
  while (drafts.length < first + count) add(below(archived));
}

/** This album, or the first above it that may have albums below it. */
function notDeepest(drafts: readonly Draft[], at: number): number {
  const { depth: found, parent } = drafts[at] as Draft;
  return found < depth || parent === null ? at : notDeepest(drafts, parent);
}

function ordinary(luck: Chance, at: number): Omit<Draft, 'parent' | 'depth'> {
  return { title: `Album ${at}`, access: accessOf(luck.next(), luck.below(groups)), weight: 0.2 + luck.next() };
}

function accessOf(roll: number, group: number): PlannedAccess {
  if (roll < 0.1) return { group, staff: group % 5 === 0 };
  return roll < 0.15 ? 'signed-in' : 'inherit';
}

/** Returns the index of the album that holds them. */
function addClients(drafts: Draft[], luck: Chance, clients: number): number {
  const parent = drafts.push({ title: 'Clients', parent: null, access: 'staff', depth: 1, weight: 0, fixed: 0 }) - 1;
  for (let client = 0; client < clients; client += 1)
    drafts.push({ title: `Client ${client}`, parent, access: { client }, depth: 2, weight: 0.2 + 0.4 * luck.next() });
  return parent;
}

/** Shares out what the albums with a fixed number of images leave; the last album takes what rounding left over. */
function withImages(drafts: readonly Draft[], images: number): PlannedAlbum[] {
  let left = images - drafts.reduce((sum, { fixed = 0 }) => sum + fixed, 0);
  const scale = left / drafts.reduce((sum, { fixed, weight }) => sum + (fixed === undefined ? weight : 0), 0);
  return drafts.map(({ title, parent, access, weight, fixed }, at) => {
    const wanted = at === drafts.length - 1 ? left : Math.min(left, Math.round(weight * scale));
    if (fixed === undefined) left -= wanted;
    return { title, parent, access, images: fixed ?? wanted };
  });
}
