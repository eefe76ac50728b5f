import { Readable } from 'node:stream';
import { isGalleryError } from '@picturerail/sdk';
import { csvLine } from '#activity';
import { freeBytes, lookAtRun } from '#upkeep';
import { idIn, pageIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf } from '../../exchange.ts';
import { pagerOf } from '../../pager.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { imagesOfDays, importPath, shownPlan, shownRun } from './shown-import.ts';

const perPage = 100;
const readTogether = 500;

/** What came of one run: how much of what, and each file that was not taken, with the reason. */
export const showReport = (room: Room) => async (ctx: Exchange) => {
  const page = pageIn(queryOf(ctx).get('page'));
  if (page === null) throw pageNotFound();
  const { plan, run, kept, files } = await reportAsked(room, ctx, { offset: (page - 1) * perPage, limit: perPage });
  const pages = Math.max(1, Math.ceil(kept / perPage));
  if (page > pages) throw pageNotFound();
  await renderAdmin(room, ctx, 'import-report', {
    title: text(room, ctx, run.simulated ? 'title.import-simulation' : 'title.import-report'),
    at: importPath,
    data: {
      plan: await shownPlan(room, plan),
      run: shownRun(run),
      images: imagesOfDays(run),
      free: run.simulated && !plan.inPlace ? await freeBytes(room.house.config) : null,
      kept,
      files,
      pager: pagerOf({ page, pages }, { path: ctx.path, query: queryOf(ctx), name: 'page' }),
      csv: `${ctx.path}/report.csv`,
    },
  });
};

/** The same files as a table for spreadsheets. */
export const exportReport = (room: Room) => async (ctx: Exchange) => {
  const { run } = await reportAsked(room, ctx, { offset: 0, limit: 1 });
  ctx.set('Content-Type', 'text/csv; charset=utf-8');
  ctx.set('Content-Disposition', `attachment; filename="import-${run.id}.csv"`);
  ctx.body = Readable.from(linesOf(room, run.id), { objectMode: false });
};

async function* linesOf({ house }: Room, runId: number): AsyncGenerator<Buffer> {
  let text = csvLine(['path', 'state', 'code', 'reason']);
  for (let offset = 0; ; offset += readTogether) {
    const { files } = await lookAtRun(house, runId, { offset, limit: readTogether });
    yield Buffer.from(text + files.map(({ path, state, code, reason }) => csvLine([path, state, code, reason])).join(''));
    text = '';
    if (files.length < readTogether) return;
  }
}

/** A run stands below its own plan and no other. */
async function reportAsked({ house }: Room, ctx: Exchange, page: Parameters<typeof lookAtRun>[2]) {
  const [planId, runId] = [idIn(ctx.params.id), idIn(ctx.params.run)];
  if (planId === null || runId === null) throw pageNotFound();
  const report = await lookAtRun(house, runId, page).catch((error: unknown) => {
    throw isGalleryError(error) && error.status === 404 ? pageNotFound() : error;
  });
  if (report.plan.id !== planId) throw pageNotFound();
  return report;
}
