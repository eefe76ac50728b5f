import type { Viewer } from '@picturerail/sdk';
import { noteDeed } from '#activity';
import type { Tx } from '#database';
import type { Actor } from '#gallery';
import type { Accounts } from './accounts.ts';
import { deleteSession, deleteSessionsOf, extendSession, insertSession, noteSeen, sessionsOf, userOfSession } from './session-store.ts';
import { newToken, tokenHash } from './tokens.ts';

const day = 86_400_000;
export const sessionMs = 30 * day;
/** A session is extended when this much of it is gone: each use would be a write. */
export const renewAfterMs = day;

export interface SessionOrigin {
  /** Address the request came from; shown to the user. */
  readonly ip?: string | undefined;
  /** `User-Agent`. */
  readonly agent?: string | undefined;
}

export interface SessionInfo {
  readonly id: number;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly agent: string | null;
  /** The session that asked. */
  readonly current: boolean;
}

/** Opens a session and returns its token (256 bits, base64url): the only place where it exists in clear. */
export const startSession = (a: Accounts, userId: number, origin: SessionOrigin = {}): Promise<string> =>
  a.database.transaction((tx) => startSessionIn(tx, a, userId, origin));

export async function startSessionIn(tx: Tx, { clock }: Accounts, userId: number, { ip, agent }: SessionOrigin): Promise<string> {
  const token = newToken(256);
  const now = clock();
  await insertSession(tx, {
    tokenHash: tokenHash(token),
    userId,
    now,
    expiresAt: now + sessionMs,
    ip: ip?.slice(0, 64) ?? null,
    agent: agent?.slice(0, 300) ?? null,
  });
  await noteSeen(tx, userId, now);
  return token;
}

/** Pushes the end 30 days ahead. */
export const renewSession = ({ database, clock }: Accounts, token: string): Promise<void> =>
  database.transaction(async (tx) => {
    const [hash, now] = [tokenHash(token), clock()];
    await extendSession(tx, hash, now, now + sessionMs);
    const userId = await userOfSession(tx, hash);
    if (userId !== undefined) await noteSeen(tx, userId, now);
  });

export const signOut = ({ database, clock }: Accounts, actor: Viewer, token: string): Promise<void> =>
  database.transaction(async (tx) => {
    const amount = await deleteSession(tx, tokenHash(token));
    await noteDeed(tx, actor, clock(), { deed: 'signed-out', id: actor.userId, name: actor.name, amount });
  });

/** Ends all sessions of a user but the one of `exceptToken`; returns how many. */
export const signOutEverywhere = ({ database, clock }: Accounts, actor: Actor, userId: number, exceptToken: string | null = null): Promise<number> =>
  database.transaction(async (tx) => {
    const amount = await deleteSessionsOf(tx, userId, exceptToken === null ? null : tokenHash(exceptToken));
    await noteDeed(tx, actor, clock(), { deed: 'sessions-ended', id: userId, amount });
    return amount;
  });

/** Last used first. */
export async function listSessions({ database, clock }: Accounts, userId: number, token: string | null = null): Promise<SessionInfo[]> {
  const current = token === null ? null : tokenHash(token);
  return (await sessionsOf(database.read, userId, clock())).map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    ip: row.ip,
    agent: row.agent,
    current: row.token_hash === current,
  }));
}
