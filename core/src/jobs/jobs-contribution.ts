import type { JobRun, Json, Rail } from '@picturerail/sdk';
import { chunks, type Tx, transactionOf } from '#database';
import type { NoticeJobs, PluginScope } from '#kernel';
import { foreignTransaction, jobDefinedTwice } from './errors.ts';
import type { Jobs } from './jobs.ts';
import { hookJobName, pluginJobName } from './plugin-job-names.ts';

const itemsPerJob = 500;

const payloadsOf = (items: readonly Json[]) => [...chunks(items, itemsPerJob)].map((part) => ({ items: part }));

/** Writes a notice for each plugin that has `after` on the hook, in the transaction of what has happened. */
export async function addHookJobs(jobs: Jobs, tx: Tx, hook: string, items: readonly Json[]): Promise<void> {
  for (const plugin of jobs.afterTaps(hook)) await jobs.addAll(tx, hookJobName(plugin, hook), payloadsOf(items));
}

const noticeJobs =
  (jobs: Jobs): NoticeJobs =>
  async (hook, items, tx) => {
    if (tx) return addHookJobs(jobs, tx, hook, items);
    for (const plugin of jobs.afterTaps(hook)) for (const payload of payloadsOf(items)) await jobs.add(null, hookJobName(plugin, hook), payload);
  };

type JobVerbs = Pick<Rail, 'jobs' | 'after'> & { readonly noticeJobs: NoticeJobs };

/** `rail.jobs` and `rail.after`: what a plugin defines goes with its scope, and its jobs wait for it to come back. */
export const jobsContribution =
  (jobs: Jobs) =>
  (scope: PluginScope): JobVerbs => {
    const { id } = scope.plugin;
    const defined = new Set<string>();
    const once = (full: string, name: string) => {
      if (defined.has(full)) throw jobDefinedTwice(id, name);
      defined.add(full);
    };
    const add: JobVerbs['jobs']['add'] = async (name, payload, { tx, ...options } = {}) => {
      const inside = tx ? transactionOf(tx) : null;
      if (inside === undefined) throw foreignTransaction(id);
      await jobs.add(inside, pluginJobName(id, name), payload, options);
    };
    const define: JobVerbs['jobs']['define'] = (name, run) => {
      const full = pluginJobName(id, name);
      once(full, name);
      scope.register('job', name, () => jobs.define(full, run));
      return { add: (payload, options) => add(name, payload, options) };
    };
    const after: JobVerbs['after'] = (hook, run) => {
      const full = hookJobName(id, hook);
      once(full, hook);
      const notified = ({ items }: { readonly items: Json[] }, job: JobRun) => run(items as unknown as Parameters<typeof run>[0], job);
      scope.register('after', hook, () => jobs.define(full, notified));
    };
    return { jobs: { define, add }, after, noticeJobs: noticeJobs(jobs) };
  };
