import { type Config, derivedKey } from '#config';
import type { Exchange } from './exchange.ts';

export type CookieName = 'session' | 'visitor' | 'device' | 'pending' | 'language';

interface CookieOptions {
  /** Parts of one too. */
  readonly days: number;
  /** Default `/`. */
  readonly path?: string;
}

const daySeconds = 86_400;

/** Reads and writes the few cookies there are: httpOnly, never sent along from other sites but by links. */
export interface Cookies {
  get(ctx: Exchange, name: CookieName): string | null;
  set(ctx: Exchange, name: CookieName, value: string, options: CookieOptions): void;
  remove(ctx: Exchange, name: CookieName, path?: string): void;
}

/** What cookies are called. They do not know ports: the name tells galleries on the same host apart. */
export function cookieNames(config: Pick<Config, 'secretKey'>): (name: CookieName) => string {
  const mark = derivedKey(config, 'cookie names').toString('hex').slice(0, 6);
  return (name) => `${name}-${mark}`;
}

export function createCookies(config: Pick<Config, 'secretKey' | 'baseUrl'>): Cookies {
  const called = cookieNames(config);
  const write = (ctx: Exchange, name: CookieName, value: string, { days, path = '/' }: CookieOptions) => {
    const secure = config.baseUrl?.startsWith('https:') || ctx.secure ? '; Secure' : '';
    ctx.append('Set-Cookie', `${called(name)}=${value}; Path=${path}; Max-Age=${Math.round(days * daySeconds)}; HttpOnly; SameSite=Lax${secure}`);
  };
  return {
    get: (ctx, name) => ctx.cookies.get(called(name)) ?? null,
    set: (ctx, name, value, options) => write(ctx, name, value, options),
    remove: (ctx, name, path = '/') => write(ctx, name, '', { days: 0, path }),
  };
}
