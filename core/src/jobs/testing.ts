import type { Log } from '@picturerail/sdk';
import type { TestDatabase } from '../database/testing.ts';
import type { Job } from './job.ts';
import { createJobs, type Jobs, type JobsOptions } from './jobs.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
export const nothing = async (): Promise<void> => {};

/** A queue at a time that stands still until a test moves it. */
export interface TestJobs {
  /** What one process has of the queue. */
  process(options?: Pick<JobsOptions, 'prepare'>): Jobs;
  now(): number;
  pass(ms: number): void;
  moveTo(at: number): void;
  /** The one job there is. */
  only(): Promise<Job>;
}

/** Making a database takes a second on MariaDB, emptying a table does not. */
export async function emptyQueue({ database }: TestDatabase): Promise<TestJobs> {
  await database.transaction((tx) => tx.run('DELETE FROM jobs'));
  let now = 1_000_000_000;
  const process = (options: Pick<JobsOptions, 'prepare'> = {}) => createJobs({ database, log: silent, clock: () => now, ...options });
  return {
    process,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    moveTo: (at) => {
      now = at;
    },
    only: async () => {
      const [job, ...others] = await process().list();
      if (!job || others.length > 0) throw new Error(`There are ${others.length + Number(job !== undefined)} jobs.`);
      return job;
    },
  };
}
