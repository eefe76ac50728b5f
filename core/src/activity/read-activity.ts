import type { Database } from '#database';
import { type ActivityRow, activityRows } from './activity-store.ts';
import type { Area } from './deed.ts';

export type Activity = ActivityRow;

export interface ActivityFilter {
  readonly area?: Area | null;
  /** A user by number, or where that is null somebody who had the name and is gone. */
  readonly who?: { readonly id: number | null; readonly name: string } | null;
  /** Epoch ms. */
  readonly since?: number | null;
}

interface Asked extends ActivityFilter {
  /** The last one of the page before. */
  readonly beforeId?: number | null;
  readonly limit: number;
}

/** A page, the newest first; `more` where there are older ones. */
export async function activityPage({ read }: Database, asked: Asked): Promise<{ readonly rows: readonly Activity[]; readonly more: boolean }> {
  const { area = null, who = null, since = null, beforeId = null, limit } = asked;
  const rows = await activityRows(read, { area, who, since, beforeId }, limit + 1);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

const perRead = 500;

/** All that fits, the newest first, read as it is taken: what is written meanwhile is not among it. */
export async function* eachActivity(database: Database, filter: ActivityFilter): AsyncGenerator<Activity> {
  let beforeId: number | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof activityPage>> = await activityPage(database, { ...filter, beforeId, limit: perRead });
    yield* page.rows;
    if (!page.more) return;
    beforeId = page.rows.at(-1)?.id ?? null;
  }
}
