import type { Json } from '@picturerail/sdk';
import { type Job, type JobCounts, jobStates } from '#jobs';
import { idIn, pageIn } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, text } from '../room.ts';
import { renderAdmin } from './render-admin.ts';

const perPage = 50;

/** Work in the background: how much of what is left to do, what runs, and what has failed and can be tried again. */
export const showJobs = (room: Room) => async (ctx: Exchange) => {
  const { jobs } = room.house;
  const before = queryOf(ctx).get('before');
  const beforeId = before === null ? undefined : (idIn(before) ?? undefined);
  const retried = pageIn(queryOf(ctx).get('retried'));
  if ((before !== null && beforeId === undefined) || retried === null) throw pageNotFound();
  const [byName, running, failed] = await Promise.all([
    jobs.countsByName(),
    jobs.list({ state: 'running', limit: perPage }),
    jobs.list({ state: 'failed', limit: perPage + 1, ...(beforeId !== undefined && { beforeId }) }),
  ]);
  const shown = failed.slice(0, perPage).map((job) => shownJob(room, ctx, job));
  await renderAdmin(room, ctx, 'jobs', {
    title: text(room, ctx, 'title.jobs'),
    data: {
      kinds: [...byName].flatMap(([name, counts]) => kindOf(room, ctx, name, counts)),
      running: running.map((job) => shownJob(room, ctx, job)),
      failed: shown,
      older: failed.length > perPage ? `/admin/jobs?before=${shown.at(-1)?.id}` : null,
      failures: [...byName.values()].reduce((sum, counts) => sum + counts.failed, 0),
      retried: queryOf(ctx).has('retried') ? retried : null,
    },
  });
};

/** Tries one that has failed again, or all of them. */
export const retryJobs = (room: Room) => async (ctx: Exchange) => {
  const which = ctx.state.form?.get('job') ?? '';
  const id = idIn(which);
  if (id === null && which !== 'all') throw pageNotFound();
  const retried = await room.house.jobs.retry(id === null ? {} : { id });
  goOn(ctx, retried === 0 ? '/admin/jobs' : `/admin/jobs?retried=${retried}`);
};

/** Kinds of which something is left to do; what is done is no news. */
function kindOf(room: Room, ctx: Exchange, name: string, counts: JobCounts) {
  const left = jobStates.filter((state) => state !== 'done').reduce((sum, state) => sum + counts[state], 0);
  return left === 0 ? [] : [{ label: jobLabel(room, ctx, name), waiting: counts.waiting, running: counts.running, failed: counts.failed }];
}

const shownJob = (room: Room, ctx: Exchange, { id, name, attempts, done, total, error, finishedAt, payload }: Job) => ({
  id,
  label: jobLabel(room, ctx, name),
  attempts,
  progress: total === null || total === 0 ? null : { done: done ?? 0, total },
  error,
  finishedAt,
  images: imagesIn(payload),
});

const imagesShown = 5;

/** Images that a job is about, as far as its payload names them. */
function imagesIn(payload: Job['payload']): number[] {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return [];
  const { imageIds, imageId } = payload as { readonly [key: string]: Json };
  return (Array.isArray(imageIds) ? imageIds : [imageId]).flatMap((id) => (typeof id === 'number' ? [id] : [])).slice(0, imagesShown);
}

/** The core's own in words; those of plugins by the plugin and the name it gave them. */
function jobLabel({ house }: Room, ctx: Exchange, name: string): string {
  const [kind, plugin, ...rest] = name.split(':');
  if ((kind === 'plugin' || kind === 'hook') && plugin !== undefined && rest.length > 0) return `${plugin}: ${rest.join(':')}`;
  return house.texts.find('core', whoOf(ctx).viewer.language, `http.job.${name}`) ?? name;
}
