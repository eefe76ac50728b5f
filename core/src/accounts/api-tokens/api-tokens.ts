import { noteDeed } from '#activity';
import type { Actor } from '#gallery';
import type { Accounts } from '../accounts.ts';
import { apiTokenNameMissing, apiTokenScopeMissing, tooManyApiTokens } from '../errors.ts';
import { confirmOwner } from '../own-account.ts';
import { type Identity, requestIdentity } from '../request-identity.ts';
import { newToken, tokenHash } from '../tokens.ts';
import { type ApiScope, apiScopes, scopesIn } from './api-scope.ts';
import { apiTokenByHash, apiTokensOf, deleteApiToken, insertApiToken, noteApiTokenUsed } from './api-token-store.ts';

const day = 86_400_000;
const notedEveryMs = 3_600_000;
const mostTokens = 50;
const longestName = 100;

/** Days for which a token can be made. */
export const apiTokenDays = [7, 30, 90, 365] as const;

/** What tokens of this gallery begin with, so that people and programs that look for leaked secrets know one. */
const prefix = 'pr_';
const form = /^Bearer +(pr_\S*)$/i;

/** The token in an `Authorization` header; null where there is none of ours: a proxy in front may use the header for itself. */
export const apiTokenIn = (header: string): string | null => form.exec(header)?.[1] ?? null;

export interface ApiToken {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: number;
  readonly expiresAt: number;
  /** To the hour; null where it was never used. */
  readonly usedAt: number | null;
}

export interface NewApiToken {
  /** What it is for, in its owner’s words. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Of {@link apiTokenDays}; anything else is the shortest. */
  readonly days: number;
  /** Of the account. */
  readonly password: string;
}

/**
 * Makes a token by which programs come in as this user, as far as its scopes go, and answers it: the only time that it
 * is told. Errors: `api-token-name-missing`, `api-token-scope-missing`, `api-token-many`, `account-shared`,
 * `old-password-wrong`, `sign-in-too-often`.
 */
export async function createApiToken(a: Accounts, actor: Actor, userId: number, wanted: NewApiToken): Promise<string> {
  const name = wanted.name.replace(/\s+/g, ' ').trim().slice(0, longestName);
  const scopes = apiScopes.filter((scope) => wanted.scopes.includes(scope));
  if (name === '') throw apiTokenNameMissing();
  if (scopes.length === 0) throw apiTokenScopeMissing();
  await confirmOwner(a, userId, wanted.password);
  const token = `${prefix}${newToken(256)}`;
  const now = a.clock();
  const days = apiTokenDays.find((one) => one === wanted.days) ?? apiTokenDays[0];
  await a.database.transaction(async (tx) => {
    if ((await apiTokensOf(tx, userId, now)).length >= mostTokens) throw tooManyApiTokens(mostTokens);
    const row = { token_hash: tokenHash(token), user_id: userId, name, scopes: scopes.join(' '), created_at: now, expires_at: now + days * day };
    await insertApiToken(tx, row);
    await noteDeed(tx, actor, now, { deed: 'api-token-made', id: userId, name });
  });
  return token;
}

/** Those that have not expired, the newest first. */
export const listApiTokens = async ({ database, clock }: Accounts, userId: number): Promise<ApiToken[]> =>
  (await apiTokensOf(database.read, userId, clock())).map((row) => ({
    id: row.id,
    name: row.name,
    scopes: scopesIn(row.scopes),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }));

/** Ends a user’s own token at once; one that is another’s, or gone, is left as it is. */
export const revokeApiToken = ({ database, clock }: Accounts, actor: Actor, userId: number, id: number): Promise<void> =>
  database.transaction(async (tx) => {
    const name = await deleteApiToken(tx, userId, id);
    if (name !== undefined) await noteDeed(tx, actor, clock(), { deed: 'api-token-revoked', id: userId, name });
  });

export interface ApiIdentity extends Identity {
  readonly scopes: readonly ApiScope[];
}

/** Who asks by a token; null for one that is unknown, expired, revoked or a deactivated user’s. */
export async function apiIdentity(a: Accounts, token: string): Promise<ApiIdentity | null> {
  const { database, clock } = a;
  const now = clock();
  const row = await apiTokenByHash(database.read, tokenHash(token), now);
  const identity = row && (await requestIdentity(a, token, 'api_tokens'));
  if (!row || !identity || identity.user === null) return null;
  if (now - (row.used_at ?? 0) >= notedEveryMs) await database.transaction((tx) => noteApiTokenUsed(tx, row.id, now));
  return { ...identity, scopes: scopesIn(row.scopes) };
}
