import type { Gallery } from '../gallery.ts';

const most = 1_000;

/** True where a job that has not come to its end yet will do it. */
export async function isAtWork({ jobs }: Gallery, name: string, key: string): Promise<boolean> {
  for (const state of ['waiting', 'running'] as const) {
    const found = (await jobs?.list({ name, state, limit: most })) ?? [];
    // More than one looks at: rather no alarm than a false one.
    if (found.length === most || found.some((job) => job.key === key)) return true;
  }
  return false;
}
