import { randomUUID } from 'node:crypto';
import type { House } from '../house.ts';
import type { Exchange, Next, Step } from './exchange.ts';

const idOfProxy = /^[A-Za-z0-9._-]{8,64}$/;
/** Also where a link was pasted behind another slash, or in other letters: it leads nowhere then, but its token still works. */
const secretPaths = /\/(setup|login-link|password-link|registration|preview)\/.+/i;

/** Gives each request an id and writes one line about it when its response is through: no query, no token. */
export const logRequests =
  ({ log, config }: Pick<House, 'log' | 'config'>): Step =>
  (ctx: Exchange, next: Next) => {
    const startedAt = performance.now();
    // Now: when the response is through, the connection that knows it may be gone.
    const { ip } = ctx;
    const state = { requestId: requestId(ctx, config.trustProxy), nonce: randomUUID() };
    ctx.state = state;
    ctx.set('X-Request-Id', state.requestId);
    ctx.res.once('close', () => {
      const line = ctx.path === '/healthz' || ctx.path === '/readyz' ? log.debug : log.info;
      line('request', {
        id: state.requestId,
        method: ctx.method,
        path: loggedPath(ctx),
        status: ctx.res.statusCode,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        ip,
        user: ctx.state.who?.viewer.userId ?? null,
        ...(!ctx.res.writableFinished && { aborted: true }),
      });
    });
    return next();
  };

/** Tokens that stand in an address stay out of the log. */
export const loggedPath = (ctx: Exchange): string => ctx.path.replace(secretPaths, '/$1/...');

const requestId = (ctx: Exchange, trusted: boolean): string => {
  const given = ctx.get('X-Request-Id');
  return trusted && idOfProxy.test(given) ? given : randomUUID();
};
