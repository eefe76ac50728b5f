import type { Viewer } from '@picturerail/sdk';
import { isGalleryError } from '@picturerail/sdk';
import { expect } from 'vitest';
import type { TestDatabase } from '../../core/src/database/testing.ts';
import type { AccessEntry, PrincipalName } from '../../core/src/gallery/access/access-choice.ts';
import { setRootAccess } from '../../core/src/gallery/albums/set-root-access.ts';
import { finishAccessChanges } from '../../core/src/gallery/changes/finish-access-changes.ts';
import { type Gallery, system } from '../../core/src/gallery/gallery.ts';
import { leaveGroup } from '../../core/src/gallery/people/leave-group.ts';
import { viewerOf as viewerOfUser, visitorViewer } from '../../core/src/gallery/people/viewers.ts';
import type { ModelImage, ModelViewer, Who, World } from '../../core/src/gallery/reference/testing.ts';
import * as reference from '../../core/src/gallery/reference/testing.ts';
import { interruptible, quietGallery } from '../../core/src/gallery/testing.ts';
import type { Act, History } from './history.ts';

/** A change that has begun and is not effective yet. */
export interface Begun {
  readonly at: number;
  readonly kind: Act['kind'];
  readonly albumId: number | null;
  /** What still holds. */
  readonly before: World;
}

/** A gallery, and beside it what it must show. */
export interface Play {
  readonly g: Gallery;
  readonly gate: { left: number };
  readonly ids: Readonly<Record<string, number>>;
  /** As it is once every change that has begun is effective. */
  readonly world: World;
  begun: Begun | null;
  /** Albums that the gallery has told about since it was emptied, once for each time. */
  readonly told: number[];
  readonly now: () => number;
}

export async function begin(opened: TestDatabase, ids: Readonly<Record<string, number>>, { root, step }: History): Promise<Play> {
  const { database, gate } = interruptible(opened.database);
  let now = 1_700_000_000_000;
  const told: number[] = [];
  const notify = (hook: string, items: readonly { readonly albumId?: number }[]) => {
    if (hook.startsWith('albums:')) for (const { albumId } of items) if (albumId !== undefined) told.push(albumId);
  };
  const stepSizes = { hide: step, move: step, switch: step, settle: step, purge: step };
  const hooks = { notify, decide: () => [] } as never;
  const g = quietGallery({ database, clock: () => (now += 1000), stepSizes, hooks });
  const groups = new Map<Who, Set<Who>>([
    ['g1', new Set()],
    ['g2', new Set()],
  ]);
  for (const group of ['g1', 'g2']) for (const user of ['u1', 'u2', 'u3']) await leaveGroup(g, system, ids[group] as number, ids[user] as number);
  await database.transaction((tx) => setRootAccess(g, tx, root));
  const viewers: Who[] = root === 'private' ? [] : [root === 'public' ? 'everyone' : 'signed-in'];
  const world: World = { root: reference.listOf(viewers.map((who) => [who, ['view']])), albums: new Map(), images: new Map(), groups };
  return { g, gate, ids, world, begun: null, told, now: () => now };
}

export const copyOf = ({ root, albums, images, groups }: World): World => ({
  root,
  albums: new Map([...albums].map(([id, album]) => [id, { ...album }])),
  images: new Map([...images].map(([id, image]) => [id, { ...image, placements: [...image.placements] }])),
  groups: new Map([...groups].map(([group, members]) => [group, new Set(members)])),
});

/** Before and after a change that is under way. */
export const worldsOf = ({ world, begun }: Play): World[] => (begun ? [begun.before, world] : [world]);

/** Lets what has begun become effective, and every list follow. */
export async function finish(play: Play): Promise<void> {
  await finishAccessChanges(play.g);
  play.begun = null;
}

export const pick = <T>(from: Iterable<T>, index: number): T | undefined => {
  const list = [...from];
  return list.length === 0 ? undefined : list[index % list.length];
};

const principal = (ids: Play['ids'], who: Who): PrincipalName =>
  who === 'everyone' || who === 'signed-in' ? who : who.startsWith('u') ? { user: ids[who] as number } : { group: ids[who] as number };

export const entriesOf = ({ ids }: Play, { list }: Act): AccessEntry[] => list.map(([who, rights]) => ({ principal: principal(ids, who), rights }));

export async function refused(work: Promise<unknown>, code: string): Promise<void> {
  expect(
    await work.then(
      () => 'done',
      (error: unknown) => (isGalleryError(error) ? error.code : String(error)),
    ),
  ).toBe(code);
}

/** An image leaves albums; without its main album it takes the oldest living one. */
export function leave(world: World, image: ModelImage, gone: (albumId: number) => boolean): void {
  if (!image.placements.some(gone)) return;
  image.placements = image.placements.filter((id) => !gone(id));
  if (image.main === null || !image.placements.includes(image.main)) image.main = image.placements.find((id) => !reference.isTrashed(world, id)) ?? null;
}

export interface Looking {
  readonly real: Viewer;
  readonly who: Who | null;
  readonly model: ModelViewer;
}

export async function viewersOf({ g, ids, world }: Play): Promise<Looking[]> {
  const all: Looking[] = [{ real: visitorViewer(g, 'en'), who: null, model: reference.viewerOf(world, null) }];
  for (const who of ['u1', 'u2', 'u3'] as const)
    all.push({ real: await viewerOfUser(g, ids[who] as number, 'en'), who, model: reference.viewerOf(world, who) });
  return all;
}
