import { type ActivityFilter, type Area, areas } from '#activity';
import { findUser } from '#gallery';
import { type Exchange, queryOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';

export interface ActivityAsked {
  readonly area: Area | null;
  /** As it was typed. */
  readonly who: string;
  /** `2026-03-01`; empty for no such limit. */
  readonly since: string;
}

/** What of the log the address asks for; what it cannot mean is passed over. */
export function activityAsked(ctx: Exchange): ActivityAsked {
  const query = queryOf(ctx);
  const since = query.get('since') ?? '';
  return {
    area: areas.find((area) => area === query.get('area')) ?? null,
    who: (query.get('who') ?? '').trim().slice(0, 100),
    since: momentOf(since) === null ? '' : since,
  };
}

/** Midnight at Greenwich: the same for everybody who reads the page. */
function momentOf(day: string): number | null {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}

/** A user by the name he has now; of who is gone, what was written down under his name. */
export async function filterOf({ house }: Room, { area, who, since }: ActivityAsked): Promise<ActivityFilter> {
  const user = who === '' ? null : await findUser(house.gallery, who);
  return { area, since: momentOf(since), who: who === '' ? null : { id: user?.id ?? null, name: who } };
}
