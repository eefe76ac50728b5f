import { randomUUID } from 'node:crypto';
import type { Accounts } from './accounts.ts';
import { keyedHash, newToken, sameBytes } from './tokens.ts';

/** 128 random bits for a visitor's cookie, to which the tokens of his forms are bound. */
export const newVisitorId = (): string => newToken(128);

const proof = ({ key }: Pick<Accounts, 'key'>, binding: string, nonce: string): Buffer => keyedHash(key, 'csrf', binding, nonce);

/** A token for forms, bound to the session token or visitor id; another text each time, so that compression tells nothing. */
export function csrfToken(a: Pick<Accounts, 'key'>, binding: string): string {
  const nonce = randomUUID();
  return `${nonce}.${proof(a, binding, nonce).toString('base64url')}`;
}

export function csrfTokenMatches(a: Pick<Accounts, 'key'>, binding: string, token: string | null | undefined): boolean {
  const [nonce, given, ...rest] = (token ?? '').split('.');
  if (!nonce || !given || rest.length > 0) return false;
  return sameBytes(proof(a, binding, nonce), Buffer.from(given, 'base64url'));
}
