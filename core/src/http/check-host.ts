import type { Config } from '#config';
import { hostUnknown } from './errors.ts';
import type { Exchange, Next, Step } from './exchange.ts';

/** Once BASE_URL is set, other hosts are refused: a name somebody points here must not become part of links or caches. */
export function checkHost({ baseUrl }: Pick<Config, 'baseUrl'>): Step {
  const expected = baseUrl === null ? null : new URL(baseUrl).host;
  return (ctx: Exchange, next: Next) => {
    if (expected !== null && ctx.path !== '/healthz' && withoutDefaultPort(ctx.host) !== expected) throw hostUnknown(ctx.host);
    return next();
  };
}

const withoutDefaultPort = (host: string) => host.toLowerCase().replace(/:(80|443)$/, '');
