import { readPreview } from '#accounts';
import { administers } from '#gallery';
import { pageNotFound, previewOver, previewReadsOnly } from '../errors.ts';
import { type Exchange, isSafe, type Next, type Step, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';

const address = /^(\/preview\/([^/]{1,200}))(\/.*)?$/;

/** Nothing of one's own, nothing that administers, and nothing that is under way is shown as somebody else would see it. */
const closed = /^\/(?:account|admin|api|preview|setup|uploads?)(?:\/|$)/;

/** Below `/preview/<token>` the gallery is answered as somebody else sees it: to be read, and for a while. */
export const enterPreview =
  (room: Room): Step =>
  (ctx: Exchange, next: Next) =>
    ctx.path.startsWith('/preview/') ? enter(room, ctx, next) : next();

async function enter(room: Room, ctx: Exchange, next: Next): Promise<void> {
  const { viewer, token: session } = whoOf(ctx);
  const [, prefix = '', token = '', path = '/'] = address.exec(ctx.path) ?? [];
  if (prefix === '' || session === null || !administers(viewer)) throw pageNotFound();
  const preview = await readPreview(room.house.accounts, { viewer, token: session }, token);
  if (preview === null) throw previewOver();
  if (!isSafe(ctx.method)) throw previewReadsOnly();
  ctx.state.preview = { prefix, address: ctx.path, as: preview.as, by: whoOf(ctx) };
  ctx.state.who = { viewer: preview.viewer, token: null };
  ctx.path = path;
  if (closed.test(path)) throw pageNotFound();
  await next();
}
