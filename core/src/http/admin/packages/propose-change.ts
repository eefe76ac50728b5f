import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { nothingChosen, pageNotFound } from '../../errors.ts';
import type { Exchange } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { type Refused, refusedBy } from '../refused.ts';
import type { Change } from './change.ts';
import { pluginPage } from './plugin-page.ts';
import { pluginsPage } from './plugins-page.ts';
import { discard, prepareChange } from './prepare-change.ts';
import { beginProposal, dropProposal, uploadDir, writeProposal } from './proposals.ts';
import { shownPlan } from './shown-plan.ts';
import { themesPage } from './themes-page.ts';

/** Fetches and checks a package, and leads to the page that says what would happen. */
export const proposeChange = (room: Room) => async (ctx: Exchange) => {
  const { house } = room;
  const token = await beginProposal(house);
  try {
    const change = await changeAsked(room, ctx, token);
    const prepared = await prepareChange(house, token, change);
    const shown = shownPlan(room, ctx, prepared);
    await discard(prepared);
    await writeProposal(house, ctx, { token, change, shown });
    goOn(ctx, `/admin/packages/${token}`);
  } catch (error) {
    await dropProposal(house, token);
    await whereItWasAsked(room, ctx, refusedBy(room, ctx, error));
  }
};

/** The button's value: `name`, `upload`, `update metadata`, `rollback metadata`. */
const askedIn = (ctx: Exchange): readonly string[] => ctx.state.form?.get('change')?.split(' ') ?? [];

async function changeAsked({ house }: Room, ctx: Exchange, token: string): Promise<Change> {
  const { form, uploads: [upload] = [] } = ctx.state;
  const [kind, id = ''] = askedIn(ctx);
  if (kind === 'update' || kind === 'rollback') return { kind, id };
  if (kind !== 'name' && kind !== 'upload') throw pageNotFound();
  const text = form?.get('name')?.trim() ?? '';
  if (kind === 'name' && text !== '') return { kind, text };
  if (!upload) throw nothingChosen();
  await rename(upload.path, join(uploadDir(house, token), upload.name));
  return { kind: 'upload', fileName: upload.name };
}

/** The page that the form stood on, with what was typed. */
async function whereItWasAsked(room: Room, ctx: Exchange, refused: Refused): Promise<void> {
  const [kind, id = ''] = askedIn(ctx);
  const typed = ctx.state.form?.get('name') ?? '';
  if (ctx.state.form?.get('of') === 'themes') return themesPage(room, ctx, { refused, typed });
  if (kind === 'update' || kind === 'rollback') return pluginPage(room, ctx, { id, refused });
  return pluginsPage(room, ctx, { refused, typed });
}
