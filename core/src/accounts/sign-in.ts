import type { Accounts } from './accounts.ts';
export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  readonly ip: string;
  readonly agent?: string | undefined;
  /** What `SignedIn.device` gave this browser earlier: its own limit on wrong passwords, so that strangers behind the same address cannot use it up. */
  readonly device?: string | null;
}
export interface SignedIn {
  readonly userId: number;
  /** Of the session. */
  readonly token: string;
  /** For a long-lived cookie (httpOnly, path of the sign-in page): says that somebody signed in as this user here before. Grants nothing. */
  readonly device: string;
}
/**
 * Opens a session for a name and a password. Errors: `sign-in-refused` (401; the same for an unknown name, a wrong
 * password, an account without one and a deactivated one), `sign-in-too-often` (429, `data.retryAfter` in seconds).
 */
export declare function signIn(a: Accounts, request: SignInRequest): Promise<SignedIn>;
