import type { Accounts } from './accounts.ts';

export interface SessionOrigin {
  /** Address the request came from; shown to the user. */
  readonly ip?: string | undefined;
  /** `User-Agent`. */
  readonly agent?: string | undefined;
}
export interface SessionInfo {
  /** Not the token, and no use for signing in. */
  readonly id: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly agent: string | null;
  /** The session that asked. */
  readonly current: boolean;
}
/** Opens a session and returns its token (256 bits, base64url): the only place where it exists in clear. */
export declare function startSession(a: Accounts, userId: number, origin?: SessionOrigin): Promise<string>;
/** Pushes the end 30 days ahead. */
export declare function renewSession(a: Accounts, token: string): Promise<void>;
export declare function signOut(a: Accounts, token: string): Promise<void>;
/** Ends all sessions of a user but the one of `exceptToken`; returns how many. */
export declare function signOutEverywhere(a: Accounts, userId: number, exceptToken?: string | null): Promise<number>;
export declare function listSessions(a: Accounts, userId: number, token?: string | null): Promise<SessionInfo[]>;
