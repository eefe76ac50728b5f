import type { Exchange, Next, Step } from './exchange.ts';

/** `GET http://` names no path, and everything after this relies on one. Answered as node answers what it cannot read: plainly, and not logged. */
export const checkTarget: Step = (ctx: Exchange, next: Next) => {
  if (hasPath(ctx)) return next();
  ctx.status = 400;
  ctx.body = 'Bad Request\n';
  ctx.set('Connection', 'close');
};

function hasPath(ctx: Exchange): boolean {
  try {
    return Boolean(ctx.path);
  } catch {
    return false;
  }
}
