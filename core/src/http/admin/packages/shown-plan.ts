import type { Asked, Plan, PreparedInstall } from '#kernel';
import type { Exchange } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import { packageLabels } from './package-labels.ts';

/** A plan, with what stands in the package itself in the reader's language. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly name: string;
  readonly asks: readonly Asked[];
}

export function shownPlan(room: Room, ctx: Exchange, { plan, package: found }: Pick<PreparedInstall, 'plan' | 'package'>): ShownPlan {
  const label = packageLabels(room, ctx, found);
  return { plan, name: label(plan.displayName), asks: plan.asksAnew.map((one) => ({ ...one, why: label(one.why) })) };
}

/** True where carrying out the one does what the other said. */
export const isSamePlan = ({ plan: one }: ShownPlan, { plan: other }: ShownPlan): boolean => JSON.stringify(one) === JSON.stringify(other);
