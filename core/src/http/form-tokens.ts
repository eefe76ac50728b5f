import { rm } from 'node:fs/promises';
import { csrfToken, csrfTokenMatches, newVisitorId } from '#accounts';
import { largestUpload } from '#intake';
import { mostPackedMebibytes } from '#kernel';
import { workingName } from '#runtime';
import type { House } from '../house.ts';
import type { Cookies } from './cookies.ts';
import { forgedRequest } from './errors.ts';
import { type Exchange, isSafe, type Next, whoOf } from './exchange.ts';
import { readForm } from './read-form.ts';
import { readUpload, type UploadOptions } from './read-upload.ts';

/**
 * How a form proves to come from a page of ours. `language`: by what the browser says alone, because a token on every page
 * would give every visitor a cookie, and what a forger could reach is the language. `file`, `files`: by a token that stands
 * before them. `header`: by a token in the header, with a body that is none of a form.
 */
export type Proof = 'token' | 'language' | 'file' | 'files' | 'header';

export interface FormTokens {
  /** For the hidden field of a form; gives a visitor the cookie it is bound to. */
  token(ctx: Exchange): string;
  /** Refuses what no page of ours sent: by what the browser says of where it comes from, and by the token. */
  check(ctx: Exchange, next: Next, options?: CheckOptions): Promise<unknown>;
}

export interface CheckOptions {
  /** Default `token`. */
  readonly proof?: Proof;
  /** Asked before anything of a file is kept; throws where none may come. */
  readonly admit?: (() => unknown) | undefined;
}

export function formTokens({ accounts, config, intake, storage }: Pick<House, 'accounts' | 'config' | 'intake' | 'storage'>, cookies: Cookies): FormTokens {
  const bound = (ctx: Exchange) => whoOf(ctx).token ?? ctx.state.visitorId ?? cookies.get(ctx, 'visitor');

  const hasToken = (ctx: Exchange, form: URLSearchParams): boolean => {
    const binding = bound(ctx);
    return binding !== null && csrfTokenMatches(accounts, binding, form.get('_csrf') ?? ctx.get('X-CSRF-Token'));
  };

  const check: FormTokens['check'] = (ctx, next, options = {}) => (isSafe(ctx.method) ? next() : checkForm(ctx, next, options));

  const checkForm = async (ctx: Exchange, next: Next, { proof = 'token', admit }: CheckOptions) => {
    const own = config.baseUrl === null ? ctx.host : new URL(config.baseUrl).host;
    if (!comesFrom(ctx, own)) throw forgedRequest();
    // A program has no cookie that another site could make a browser send.
    if (proof === 'header' && ctx.state.scopes) return next();
    if (proof === 'header') return hasToken(ctx, new URLSearchParams()) ? next() : refuse();
    if (proof === 'file' && ctx.is('multipart/form-data')) return checkUpload(ctx, next, { mostMebibytes: mostPackedMebibytes });
    if (proof === 'files' && ctx.is('multipart/form-data')) return checkUpload(ctx, next, { ...(await pictures()), admit });
    const form = await readForm(ctx);
    if (!(proof === 'language' && saysWhereFrom(ctx)) && !hasToken(ctx, form)) throw forgedRequest();
    ctx.state.form = form;
    return next();
  };

  const pictures = async () => ({ mostMebibytes: Math.ceil((await largestUpload(intake)) / 2 ** 20), mostFiles: mostInAForm });

  /** The token stands before the file, so that nothing is kept of a form that is not ours. */
  const checkUpload = async (
    ctx: Exchange,
    next: Next,
    { admit: asked, ...most }: Pick<UploadOptions, 'mostMebibytes' | 'mostFiles'> & Pick<CheckOptions, 'admit'>,
  ) => {
    const dir = workingName(storage.tmpDir, 'upload');
    const admit = async (form: URLSearchParams) => {
      if (!hasToken(ctx, form)) throw forgedRequest();
      await asked?.();
    };
    try {
      const { form, uploads } = await readUpload(ctx, { dir, ...most, admit });
      await admit(form);
      ctx.state.form = form;
      ctx.state.uploads = uploads;
      return await next();
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
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

/** What is more comes by the page's script, or by another form. */
const mostInAForm = 100;

function refuse(): never {
  throw forgedRequest();
}

const saysWhereFrom = (ctx: Exchange): boolean => ctx.get('Origin') !== '' || ctx.get('Sec-Fetch-Site') === 'same-origin';

/** Browsers say `none` when a person repeats a form after a restart; those that say nothing at all are left to the token. */
function comesFrom(ctx: Exchange, host: string): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '' && site !== 'same-origin' && site !== 'none') return false;
  const origin = ctx.get('Origin');
  return origin === '' || (URL.canParse(origin) && new URL(origin).host === host);
}
