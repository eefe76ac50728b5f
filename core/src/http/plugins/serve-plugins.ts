import type { Found } from '#routes';
import { methodNotAllowed, pageNotFound } from '../errors.ts';
import { type Exchange, type Next, type Step, whoOf } from '../exchange.ts';
import { moveTo } from '../go-on.ts';
import type { Room } from '../room.ts';
import { pageRequest } from './page-request.ts';
import { sendAnswer } from './send-answer.ts';

/** Pages of plugins, as they stand at this moment: behind the gallery's own, before "not found". */
export const servePlugins =
  (room: Room): Step =>
  (ctx: Exchange, next: Next) => {
    const { routes } = room.house;
    const found = routes.find(ctx.method, ctx.path);
    if (found !== null) return serve(room, ctx, found);
    const without = /^(.{2,})\/$/.exec(ctx.path)?.[1];
    if (without !== undefined && routes.find(ctx.method, without) !== null) return moveTo(ctx, without + ctx.search);
    return next();
  };

async function serve(room: Room, ctx: Exchange, found: Found): Promise<void> {
  if ('allowed' in found) return refuseMethod(ctx, found.allowed);
  const { route, params } = found;
  const { viewer } = whoOf(ctx);
  if (route.admin?.for === 'webmaster' && viewer.status !== 'webmaster') throw pageNotFound();
  await room.forms.check(ctx, async () => {
    const answer = await route.run((signal) => pageRequest(room, ctx, { params, signal }), viewer.language);
    await sendAnswer(room, ctx, { answer, route });
  });
}

function refuseMethod(ctx: Exchange, allowed: readonly string[]): void {
  ctx.set('Allow', [...new Set(allowed.flatMap((method) => (method === 'GET' ? ['HEAD', 'GET'] : [method])))].join(', '));
  if (ctx.method !== 'OPTIONS') throw methodNotAllowed(ctx.method, ctx.path);
  ctx.status = 200;
  ctx.body = '';
}
