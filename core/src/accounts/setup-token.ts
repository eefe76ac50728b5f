import { webmasterExists } from '#gallery';
import type { Accounts } from './accounts.ts';
import { deleteTokensFor, findOneTimeToken, insertOneTimeToken } from './one-time-token-store.ts';
import { newToken, tokenHash } from './tokens.ts';

const setupMs = 24 * 3_600_000;

/** A new token for the setup link (128 bits, 24 hours); the one before is void. Null once a webmaster exists. */
export async function createSetupToken({ database, clock }: Accounts): Promise<string | null> {
  return database.transaction(async (tx) => {
    await deleteTokensFor(tx, 'setup');
    if (await webmasterExists(tx)) return null;
    const token = newToken(128);
    const now = clock();
    await insertOneTimeToken(tx, { tokenHash: tokenHash(token), purpose: 'setup', userId: null, now, expiresAt: now + setupMs });
    return token;
  });
}

/** Whether this token may show the setup page. */
export async function setupTokenIsValid({ database, clock }: Accounts, token: string): Promise<boolean> {
  return (await findOneTimeToken(database.read, tokenHash(token), 'setup', clock())) !== undefined;
}
