import { proposalGone } from '../../errors.ts';
import { type Exchange, queryOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { findProposal } from './proposals.ts';
import type { ShownPlan } from './shown-plan.ts';

/** What will happen, before it does. */
export const showPlan = (room: Room) => async (ctx: Exchange) => {
  const proposal = await findProposal(room.house, ctx);
  if (!proposal) throw proposalGone();
  await planPage(room, ctx, proposal.shown, null);
};

/** The plan with its one button; with why it was not carried out, where that was tried. */
export async function planPage(room: Room, ctx: Exchange, { plan, name, asks }: ShownPlan, refused: Refused | null): Promise<void> {
  const { kind, id, from, to, direction } = plan;
  const at = kind === 'theme' ? '/admin/themes' : '/admin/plugins';
  await renderAdmin(room, ctx, 'plan', {
    title: text(room, ctx, `plan.${direction}`, { name, to }),
    at,
    data: {
      plan,
      asks,
      refused,
      mustAgree: plan.active && asks.length > 0,
      isAnother: refused === null && queryOf(ctx).has('another'),
      back: kind === 'theme' || from === null ? at : `${at}/${id}`,
    },
  });
}
