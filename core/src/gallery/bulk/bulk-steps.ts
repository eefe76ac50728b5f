import type { Viewer } from '@picturerail/sdk';
import { type GalleryError, isGalleryError, type JobRun } from '@picturerail/sdk';
import { countImagesFitting, findImageIds } from '../browse/find-image-ids.ts';
import type { Gallery } from '../gallery.ts';
import { workOnImages } from '../images/image-work.ts';
import { refuseUnlessAdministrator } from '../people/may-change-users.ts';
import { viewerOf } from '../people/viewers.ts';
import { rest } from '../rest.ts';
import { timed } from '../timed.ts';
import { applyAction } from './apply-action.ts';
import { undoMs } from './bulk-change.ts';
import * as store from './bulk-store.ts';
import type { Kept } from './kept.ts';
import { noteChange, noteUndone } from './note-change.ts';
import { planAction } from './plan-action.ts';
import { undoKept } from './undo-kept.ts';

export const bulkJob = 'gallery:bulk-change';

const lookMs = 40;

/** Carries out a change, or undoes it, in short transactions; each writes down how far it came, so that the next attempt goes on there. */
export async function bulkSteps(g: Gallery, changeId: number, job?: Pick<JobRun, 'signal' | 'progress'>): Promise<void> {
  await forgetOld(g);
  for (let change = await store.changeById(g.database.read, changeId); change !== null; change = await store.changeById(g.database.read, changeId)) {
    if (change.phase !== 'doing' && change.phase !== 'undoing') return;
    job?.signal.throwIfAborted();
    const known = change.phase === 'undoing' ? change : await counted(g, change);
    if (known.phase === 'undoing') await undoStep(g, known);
    else await doStep(g, known);
    await (known.phase === 'undoing' ? job?.progress(known.undone, known.changed) : job?.progress(known.seen, known.total ?? 0));
    if (job) await rest(g);
  }
}

async function counted(g: Gallery, change: store.HeldChange): Promise<store.HeldChange> {
  if (change.total !== null) return change;
  const { selection } = change;
  const total = 'ids' in selection ? selection.ids.length : (await countImagesFitting(g.database.read, selection.filter, Number.POSITIVE_INFINITY)).images;
  await g.database.transaction((tx) => store.setTotal(tx, change.id, total));
  return { ...change, total };
}

async function nextIds(g: Gallery, { selection, cursorId }: store.HeldChange): Promise<{ readonly ids: readonly number[]; readonly next: number | null }> {
  const limit = g.steps.size('bulk');
  if ('filter' in selection) {
    const from = cursorId ?? selection.upTo + 1;
    return findImageIds(g.database.read, selection.filter, { from, limit, withinMs: lookMs });
  }
  const left = cursorId === null ? selection.ids : selection.ids.filter((id) => id < cursorId);
  return { ids: left.slice(0, limit), next: left.length > limit ? (left[limit - 1] as number) : null };
}

/** Errors end the change where they would come again: its album is gone, or whoever wanted it may not any more. */
async function doStep(g: Gallery, change: store.HeldChange): Promise<void> {
  try {
    const actor = await viewerOf(g, change.userId, 'en');
    refuseUnlessAdministrator(actor, 'change many images at once');
    await changeImages(g, actor, change);
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500) throw error;
    await fail(g, change, error);
  }
}

async function changeImages(g: Gallery, actor: Viewer, change: store.HeldChange): Promise<void> {
  const { id, action } = change;
  const { ids, next } = await nextIds(g, change);
  const albumIds = 'albumId' in action ? [action.albumId] : [];
  await timed(g, 'bulk', () =>
    workOnImages(g, { imageIds: ids, albumIds, someMayBeGone: true }, async (work) => {
      const now = await store.lockChange(work.tx, id);
      // Undone meanwhile, or done by another attempt.
      if (now?.phase !== 'doing' || now.cursorId !== change.cursorId) return 0;
      const planned = await planAction(work, action);
      await store.keepImages(
        work.tx,
        id,
        planned.flatMap(({ image, kept }) => (kept === null ? [] : [{ imageId: image.id, kept: JSON.stringify(kept) }])),
      );
      await store.addProgress(work.tx, id, { seen: ids.length, changed: planned.length, cursorId: next ?? 0 });
      if (next === null) await store.setPhase(work.tx, id, 'done');
      const detail = 'albumId' in action ? (work.albums.get(action.albumId)?.title ?? null) : null;
      await noteChange(g, work.tx, actor, { kind: action.kind, amount: planned.length, detail, goesOn: change.cursorId !== null });
      await applyAction(g, work, { actor, action, planned });
      return ids.length;
    }),
  );
}

async function fail(g: Gallery, { id }: store.HeldChange, { code, message, data }: GalleryError): Promise<void> {
  await g.database.transaction(async (tx) => {
    if ((await store.lockChange(tx, id))?.phase === 'doing') await store.setPhase(tx, id, 'failed', { code, message, data });
  });
}

async function undoStep(g: Gallery, { id, undoneBy, undone }: store.HeldChange): Promise<void> {
  const actor = undoneBy === null ? ({ system: true } as const) : await viewerOf(g, undoneBy, 'en');
  const rows = await store.keptImages(g.database.read, id, g.steps.size('bulk'));
  const kept = new Map(rows.map((row) => [row.imageId, JSON.parse(row.kept) as Kept]));
  const albumIds = new Set([...kept.values()].flatMap((one) => (one.kind === 'placed' ? one.removed.map(({ albumId }) => albumId) : [])));
  await timed(g, 'bulk', () =>
    workOnImages(g, { imageIds: [...kept.keys()], albumIds: [...albumIds], someMayBeGone: true }, async (work) => {
      if ((await store.lockChange(work.tx, id))?.phase !== 'undoing') return 0;
      if (rows.length === 0) {
        await store.setPhase(work.tx, id, 'undone');
        return 0;
      }
      const dropped = await store.dropKept(work.tx, id, [...kept.keys()]);
      await store.addUndone(work.tx, id, dropped);
      await noteUndone(g, work.tx, actor, dropped, undone > 0);
      // Another attempt has been here.
      if (dropped === rows.length) await undoKept(g, work, kept);
      return rows.length;
    }),
  );
}

/** What can be undone no more is forgotten, some images at a time. */
async function forgetOld(g: Gallery): Promise<void> {
  for (;;) {
    const old = await store.oldestBefore(g.database.read, g.clock() - undoMs);
    if (!old) return;
    const rows = await store.keptImages(g.database.read, old.id, 1_000);
    await g.database.transaction(async (tx) => {
      await store.dropKept(
        tx,
        old.id,
        rows.map(({ imageId }) => imageId),
      );
      if (rows.length < 1_000) await store.dropChange(tx, old.id);
    });
  }
}
