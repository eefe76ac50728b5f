import type { Status } from '@picturerail/sdk';
import type { Revisions } from '#database';
import type { Accounts } from './accounts.ts';

export interface IdentityUser {
  readonly id: number;
  readonly name: string;
  readonly status: Exclude<Status, 'deactivated'>;
  /** The language this user chose; null for none. */
  readonly language: string | null;
  /** Ids of the principals this user is, closed and ascending, as in `Viewer.principals`. */
  readonly principals: readonly number[];
}

export interface Identity {
  /** Null for a visitor, and for a token that is unknown, expired or a deactivated user's. */
  readonly user: IdentityUser | null;
  /** Principals of this viewer: the user's, or a visitor's. */
  readonly principals: readonly number[];
  readonly revisions: Revisions;
  /** True at most once a day: `renewSession` and send the cookie again. */
  readonly renew: boolean;
}

/** Who asks, and the revisions: the one query each request makes. */
export declare function requestIdentity(a: Accounts, token: string | null): Promise<Identity>;
