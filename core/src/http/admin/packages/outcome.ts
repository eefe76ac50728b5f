import type { PluginListing } from '#kernel';
import { type Exchange, queryOf } from '../../exchange.ts';

const deeds = ['installed', 'updated', 'back', 'activated', 'deactivated', 'uninstalled', 'deleted', 'released'] as const;

/** What became of what was done last, for the page that it led to. */
export interface Outcome {
  readonly done: (typeof deeds)[number];
  /** False where it was done and came to nothing. */
  readonly good: boolean;
  readonly version: string;
  /** Other plugins that it was done to as well. */
  readonly others: readonly string[];
  /** How many processes have not followed yet. */
  readonly behind: number;
}

/** Compares what the address says was done with how things stand. Null where it says nothing. */
export function outcomeIn(ctx: Exchange, { version, state, desired }: PluginListing): Outcome | null {
  const query = queryOf(ctx);
  const done = deeds.find((deed) => deed === query.get('done'));
  if (done === undefined) return null;
  const to = query.get('to') ?? version ?? '';
  const isThere = version === to;
  const came = {
    installed: isThere,
    updated: isThere,
    back: isThere,
    activated: state === 'active',
    deactivated: desired === 'inactive',
    uninstalled: true,
    deleted: true,
    released: true,
  };
  return { done, good: came[done], version: to, others: idsIn(query.get('with')), behind: Number.parseInt(query.get('behind') ?? '0', 10) || 0 };
}

/** `exif,map` as ids. */
export const idsIn = (text: string | null | undefined): string[] => (text ?? '').split(',').filter((id) => /^[a-z][a-z0-9-]*$/.test(id));
