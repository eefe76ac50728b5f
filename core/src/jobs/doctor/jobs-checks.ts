import type { Database } from '#database';
import type { Check, CheckOptions, Wrong } from '#doctor';
import { backoff } from '../backoff.ts';
import { died } from '../errors.ts';
import { expiredLeases, returnJob } from '../job-store.ts';
import type { Jobs } from '../jobs.ts';
import { failedAfter, strangers } from './jobs-doctor-store.ts';

export interface JobsDoctor {
  readonly jobs: Jobs;
  readonly database: Database;
  /** Plugins that are here, whose jobs are defined where they are active. */
  readonly plugins: ReadonlySet<string>;
  /** Epoch ms; default `Date.now`. */
  readonly clock?: () => number;
}

/** A server takes expired jobs back within seconds: for who looks beside one, they are no news before. */
const graceMs = 15_000;

export const jobsChecks = (doctor: JobsDoctor): Check[] => [
  {
    name: 'jobs',
    codes: {
      'job-lease-over': 'Jobs were begun by processes that are gone; mended, they wait for their next attempt. A running server does the same.',
      'job-unknown':
        'Jobs wait that nothing of this gallery knows how to do; they go once the plugin is back that made them, or with "jobs retry" after an update.',
      'job-failed': 'Jobs have failed for good; "jobs list --state failed" says why, "jobs retry" tries them again.',
    },
    async *run(options) {
      yield* checkLeases(doctor, options);
      yield* checkNames(doctor);
      yield* checkFailed(doctor);
    },
  },
];

async function* checkLeases({ database, clock = Date.now }: JobsDoctor, { repair }: CheckOptions): AsyncIterable<Wrong> {
  const seen = new Set<number>();
  for (;;) {
    const found = (await expiredLeases(database.read, clock() - graceMs)).filter(({ id }) => !seen.has(id));
    if (found.length === 0) return;
    for (const lease of found) {
      seen.add(lease.id);
      if (repair) await database.transaction((tx) => returnJob(tx, lease, { runAt: clock() + backoff(lease.attempts), error: died, counts: true }));
      yield { code: 'job-lease-over', what: `job ${lease.id} (${lease.name})`, repaired: repair };
    }
  }
}

/** A plugin's jobs carry its id; one that is here but not active may come back. */
async function* checkNames({ jobs, database, plugins }: JobsDoctor): AsyncIterable<Wrong> {
  const known = new Set(jobs.names());
  const isKnown = (name: string) => known.has(name) || (/^(?:plugin|hook):/.test(name) && plugins.has(name.split(':')[1] ?? ''));
  for (const { name, waiting } of await strangers(database.read))
    if (!isKnown(name)) yield { code: 'job-unknown', what: `${waiting} of "${name}"`, repaired: false };
}

async function* checkFailed({ database }: JobsDoctor): AsyncIterable<Wrong> {
  for (let page = await failedAfter(database.read, 0); page.length > 0; page = await failedAfter(database.read, page.at(-1)?.id ?? 0)) {
    for (const { id, name, error } of page) yield { code: 'job-failed', what: `job ${id} (${name}): ${error ?? ''}`, repaired: false };
  }
}
