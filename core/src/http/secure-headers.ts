import type { Exchange, Next, Step } from './exchange.ts';

const policy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

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
