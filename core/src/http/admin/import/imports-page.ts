import { importRoots, listImports } from '#upkeep';
import type { Exchange } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { shownOpen, shownPlan, shownRun } from './shown-import.ts';

/** Folders that are imported, what goes on, and what came of the last runs. */
export const showImports = (room: Room) => async (ctx: Exchange) => {
  const { house } = room;
  const [roots, { plans, open, runs }] = await Promise.all([importRoots(house.config), listImports(house)]);
  const shown = await Promise.all(plans.map((plan) => shownPlan(room, plan)));
  const planOf = (id: number) => shown.find((plan) => plan.id === id) ?? null;
  await renderAdmin(room, ctx, 'imports', {
    title: text(room, ctx, 'title.imports'),
    data: {
      roots,
      plans: shown,
      open: open.map((one) => ({ ...shownOpen(one), plan: planOf(one.run.planId) })),
      runs: runs.map((run) => ({ ...shownRun(run), plan: planOf(run.planId) })),
    },
  });
};
