import { noteAfterwards } from '#activity';
import { removeOldCopies, waitForProcesses } from '#kernel';
import { proposalGone } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusedBy } from '../refused.ts';
import { discard, prepareChange } from './prepare-change.ts';
import { dropProposal, findProposal, type Proposal, writeProposal } from './proposals.ts';
import { planPage } from './show-plan.ts';
import { isSamePlan, type ShownPlan, shownPlan } from './shown-plan.ts';

/** Does what was shown, and comes back with what became of it. */
export const carryOut = (room: Room) => async (ctx: Exchange) => {
  const proposal = await findProposal(room.house, ctx);
  if (!proposal) throw proposalGone();
  try {
    await carryOutProposal(room, ctx, proposal);
  } catch (error) {
    await planPage(room, ctx, proposal.shown, refusedBy(room, ctx, error));
  }
};

async function carryOutProposal(room: Room, ctx: Exchange, { token, change, shown }: Proposal): Promise<void> {
  const { house } = room;
  const prepared = await prepareChange(house, token, change);
  const now = shownPlan(room, ctx, prepared);
  // Nobody has agreed to what has become another plan meanwhile.
  if (!isSamePlan(now, shown)) {
    await discard(prepared);
    await writeProposal(house, ctx, { token, change, shown: now });
    return goOn(ctx, `/admin/packages/${token}?another`);
  }
  const { revision } = await prepared.carryOut({ accept: ctx.state.form?.get('agree') === 'yes' });
  await dropProposal(house, token);
  await noteAfterwards(house.database, whoOf(ctx).viewer, { deed: deeds[shown.plan.direction], name: shown.plan.id, detail: shown.plan.to });
  await house.registry.follow();
  const { behind } = await waitForProcesses(house, revision);
  await removeOldCopies(house, shown.plan.id);
  goOn(ctx, whereToLook(shown, behind.length));
}

const deeds = { install: 'package-installed', update: 'package-updated', same: 'package-updated', back: 'package-rolled-back' } as const;
const done = { install: 'installed', update: 'updated', same: 'updated', back: 'back' } as const;

function whereToLook({ plan: { id, kind, to, direction } }: ShownPlan, behind: number): string {
  const query = new URLSearchParams({ done: done[direction], to, ...(kind === 'theme' && { theme: id }), ...(behind > 0 && { behind: String(behind) }) });
  return `${kind === 'theme' ? '/admin/themes' : `/admin/plugins/${id}`}?${query}`;
}
