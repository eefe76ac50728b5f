import type { Exchange } from './exchange.ts';

/** 303: whatever the method was, go there with GET. `path` is one of ours. */
export function goOn(ctx: Exchange, path: string): void {
  answerRedirect(ctx, 303, path);
}

/** The same page under its right address. It may change with the title, so it is asked for again. */
export function moveTo(ctx: Exchange, path: string): void {
  answerRedirect(ctx, 301, path);
  ctx.set('Cache-Control', 'private, no-cache');
}

/** Another address for this viewer, this time. */
export function sendTo(ctx: Exchange, path: string): void {
  answerRedirect(ctx, 302, path);
}

/** A header holds no other characters. What is encoded already stays as it is. */
const inHeader = (address: string): string => address.replace(/[^\x21-\x7e]+/gu, (part) => encodeURI(part.replace(/\p{Cs}/gu, '\uFFFD')));

/** Not koa's own: that writes the address into a page, for clients that do not follow it. */
function answerRedirect(ctx: Exchange, status: number, path: string): void {
  ctx.status = status;
  ctx.set('Location', inHeader(path));
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}
