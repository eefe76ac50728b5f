import { findAlbum } from '#gallery';
import type { EntryState, Summary } from '#intake';
import { type ImportPlan, type ImportRun, isOver, type OpenImport } from '#upkeep';
import { withQuery } from '../../addresses.ts';
import type { Room } from '../../room.ts';

export const importPath = '/admin/import';

/** In the order in which they are told. */
const told: readonly EntryState[] = [
  'added',
  'placed',
  'changed',
  'moved',
  'found',
  'present',
  'known',
  'missing',
  'vanished',
  'refused',
  'failed',
  'unread',
  'skipped',
];

interface Counted {
  readonly state: EntryState;
  readonly count: number;
}

/** What a run came across, without what there was none of. */
export const countsOf = ({ counts }: Summary): Counted[] => told.map((state) => ({ state, count: counts[state] })).filter(({ count }) => count > 0);

/** A plan with the album it fills; `into` is null where that is the top, `isGone` where it is not there any more. */
export async function shownPlan({ house: { gallery } }: Room, plan: ImportPlan) {
  const album = plan.intoAlbumId === null ? null : await findAlbum(gallery, plan.intoAlbumId);
  const isGone = plan.intoAlbumId !== null && (album === null || album.inTrash);
  return { ...plan, url: `${importPath}/${plan.id}`, into: album && { id: album.id, title: album.title }, isGone };
}

/** A run as tables tell of it. */
export function shownRun(run: ImportRun) {
  return {
    ...run,
    isOver: isOver(run),
    url: `${importPath}/${run.planId}/runs/${run.id}`,
    at: run.startedAt ?? run.askedAt,
    seconds: run.finishedAt === null || run.startedAt === null ? null : Math.max(1, Math.round((run.finishedAt - run.startedAt) / 1000)),
    counts: run.summary ? countsOf(run.summary) : [],
  };
}

/** A run that goes on; the rate once it says something. */
export function shownOpen({ run, progress }: OpenImport) {
  const rate = progress && progress.done > 0 ? progress.perSecond : null;
  return {
    run,
    isStopping: run.state === 'stopping',
    going: { stage: progress?.folder ?? null, done: progress?.done ?? 0, total: progress?.total ?? null },
    perSecond: rate === null ? null : Math.max(1, Math.round(rate)),
    left: progress?.total == null ? null : Math.max(0, progress.total - progress.done),
  };
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Where images are listed that were added on the days of a run. */
export const imagesOfDays = ({ startedAt, askedAt, finishedAt }: ImportRun): string =>
  withQuery('/admin/images', new URLSearchParams(), { 'added-from': day(startedAt ?? askedAt), 'added-to': day(finishedAt ?? startedAt ?? askedAt) });
