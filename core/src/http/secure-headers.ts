import type { Exchange, Next, Step } from './exchange.ts';

/** Sources by directive, beside those that every page may load from. */
export type MoreSources = { readonly [directive: string]: readonly string[] };

const usual = (nonce: string): { readonly [directive: string]: string } => ({
  'default-src': "'none'",
  'script-src': `'self' 'nonce-${nonce}'`,
  'style-src': `'self' 'nonce-${nonce}'`,
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
});

const policy = (nonce: string) => write(usual(nonce));

const write = (directives: { readonly [directive: string]: string }) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

/** Lets this response, a page of a plugin, load from what the plugin's manifest declares too. */
export function allowSources(ctx: Exchange, more: MoreSources): void {
  const directives = { ...usual(ctx.state.nonce) };
  for (const [name, sources] of Object.entries(more)) directives[name] = [directives[name] ?? "'self'", ...sources].join(' ');
  ctx.set('Content-Security-Policy', write(directives));
}

/**
 * What holds for every response. `same-origin` as referrer policy and not `no-referrer`: with that browsers send
 * `Origin: null` with our own forms.
 */
export const secureHeaders: Step = (ctx: Exchange, next: Next) => {
  ctx.set({
    'Content-Security-Policy': policy(ctx.state.nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  return next();
};
