import type { Exchange } from '../exchange.ts';

/** Answers with a drawing in place of a picture; browsers show it under any status. Nobody keeps it. */
export function sendNotice(ctx: Exchange, status: number, svg: string): void {
  ctx.status = status;
  ctx.body = svg;
  ctx.set('Content-Type', 'image/svg+xml');
  ctx.set('Cache-Control', 'no-store');
}
