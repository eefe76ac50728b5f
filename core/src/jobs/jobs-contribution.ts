import type { Json, Rail } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { PluginScope } from '#kernel';
import type { Jobs } from './jobs.ts';

export const pluginJobName = (plugin: string, name: string): string => `plugin:${plugin}:${name}`;
export const hookJobName = (plugin: string, hook: string): string => `hook:${plugin}:${hook}`;

/** Writes a notice for each plugin that has `after` on the hook, in the transaction of what has happened. */
export declare function addHookJobs(jobs: Jobs, tx: Tx, hook: string, items: readonly Json[]): Promise<void>;

/** `rail.jobs` and `rail.after`. */
export declare const jobsContribution: (jobs: Jobs) => (scope: PluginScope) => Pick<Rail, 'jobs' | 'after'>;
