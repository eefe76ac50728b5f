import { previewedIn, startPreview } from '#accounts';
import { localPath } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import type { Room } from '../room.ts';

/** Leads into the gallery as somebody else sees it, to the page that was asked for or the first one. */
export const beginPreview = (room: Room) => async (ctx: Exchange) => {
  const { form } = ctx.state;
  const as = previewedIn(form?.get('as') ?? '');
  const { viewer, token } = whoOf(ctx);
  if (as === null || token === null) throw pageNotFound();
  goOn(ctx, `/preview/${await startPreview(room.house.accounts, { viewer, token }, as)}${localPath(form?.get('at'))}`);
};
