import { csrfToken, csrfTokenMatches, newVisitorId } from '#accounts';
import type { House } from '../house.ts';
import type { Cookies } from './cookies.ts';
import { forgedRequest } from './errors.ts';
import { type Exchange, isSafe, type Next, type Step, whoOf } from './exchange.ts';
import { readForm } from './read-form.ts';

export interface FormTokens {
  /** For the hidden field of a form; gives a visitor the cookie it is bound to. */
  token(ctx: Exchange): string;
  /** Refuses what no page of ours sent: by what the browser says of where it comes from, and by the token. */
  readonly check: Step;
}

export function formTokens({ accounts, config }: Pick<House, 'accounts' | 'config'>, cookies: Cookies): FormTokens {
  const bound = (ctx: Exchange) => whoOf(ctx).token ?? ctx.state.visitorId ?? cookies.get(ctx, 'visitor');

  const hasToken = (ctx: Exchange, form: URLSearchParams): boolean => {
    const binding = bound(ctx);
    return binding !== null && csrfTokenMatches(accounts, binding, form.get('_csrf') ?? ctx.get('X-CSRF-Token'));
  };

  const check = (ctx: Exchange, next: Next) => (isSafe(ctx.method) ? next() : checkForm(ctx, next));

  const checkForm = async (ctx: Exchange, next: Next) => {
    const own = config.baseUrl === null ? ctx.host : new URL(config.baseUrl).host;
    if (!comesFrom(ctx, own)) throw forgedRequest();
    const form = await readForm(ctx);
    if (!(tokenless.has(ctx.path) && saysWhereFrom(ctx)) && !hasToken(ctx, form)) throw forgedRequest();
    ctx.state.form = form;
    return next();
  };

  const token = (ctx: Exchange): string => {
    const known = bound(ctx);
    if (known !== null) return csrfToken(accounts, known);
    const visitorId = newVisitorId();
    ctx.state.visitorId = visitorId;
    cookies.set(ctx, 'visitor', visitorId, { days: 1 });
    return csrfToken(accounts, visitorId);
  };

  return { token, check };
}

/**
 * The choice of a language stands on every page, and a token there would give every visitor a cookie. Where the browser
 * says that the form came from a page of ours, nothing more is asked: what a forger could reach is the language.
 */
const tokenless: ReadonlySet<string> = new Set(['/account/language']);

const saysWhereFrom = (ctx: Exchange): boolean => ctx.get('Origin') !== '' || ctx.get('Sec-Fetch-Site') === 'same-origin';

/** Browsers say `none` when a person repeats a form after a restart; those that say nothing at all are left to the token. */
function comesFrom(ctx: Exchange, host: string): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '' && site !== 'same-origin' && site !== 'none') return false;
  const origin = ctx.get('Origin');
  return origin === '' || (URL.canParse(origin) && new URL(origin).host === host);
}
