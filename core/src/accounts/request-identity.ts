import type { Status } from '@picturerail/sdk';
import type { Revisions } from '#database';
import { everyonePrincipal, signedInPrincipal } from '#gallery';
import type { Accounts } from './accounts.ts';
import { deleteSession, type IdentityRow, identityRows, type TokenTable } from './session-store.ts';
import { renewAfterMs, sessionMs } from './sessions.ts';
import { tokenHash } from './tokens.ts';

export interface IdentityUser {
  readonly id: number;
  readonly name: string;
  readonly status: Exclude<Status, 'deactivated'>;
  /** The language this user chose; null for none. */
  readonly language: string | null;
}

export interface Identity {
  /** Null for a visitor, and for a token that is unknown, expired or a deactivated user's. */
  readonly user: IdentityUser | null;
  /** Principals of this viewer as in `Viewer.principals`: closed and ascending. */
  readonly principals: readonly number[];
  readonly revisions: Revisions;
  /** True at most once a day: `renewSession` and send the cookie again. */
  readonly renew: boolean;
}

/** Of whoever has no session. */
export const visitorIdentity: Omit<Identity, 'revisions'> = { user: null, principals: [everyonePrincipal], renew: false };

const revisionsIn = (rows: readonly IdentityRow[]): Revisions => {
  const of = (name: string) => rows.find((row) => row.part === 'revision' && row.text === name)?.number ?? 0;
  return { access: of('access'), plugins: of('plugins'), registry: of('registry'), settings: of('settings') };
};

/** Who asks, and the revisions: the one query each request makes. */
export async function requestIdentity({ database, clock }: Accounts, token: string | null, table: TokenTable = 'sessions'): Promise<Identity> {
  const now = clock();
  const hash = token === null ? null : tokenHash(token);
  const rows = await identityRows(database.read, hash, now, table);
  const revisions = revisionsIn(rows);
  const found = rows.find((row) => row.part === 'user');
  if (found?.part !== 'user') return { ...visitorIdentity, revisions };
  const { number: id, text: name, status, language, expires_at } = found;
  if (status === 'deactivated') {
    // Else activating the account again would open what was closed by deactivating it.
    if (hash !== null && table === 'sessions') await database.transaction((tx) => deleteSession(tx, hash));
    return { ...visitorIdentity, revisions };
  }
  const own = rows.flatMap((row) => (row.part === 'principal' ? [row.number] : []));
  const principals = [...new Set([everyonePrincipal, signedInPrincipal, ...own])].toSorted((one, other) => one - other);
  return { user: { id, name, status, language }, principals, revisions, renew: expires_at - now < sessionMs - renewAfterMs };
}
