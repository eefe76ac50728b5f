import type { Accounts } from './accounts.ts';
/** A token for a link that signs this user in once; default for an hour. */
export declare function createLoginLink(a: Accounts, userId: number, options?: { readonly minutes?: number }): Promise<string>;
/** Whom a link would sign in, without using it up: for the page with the button. Null where it is void. */
export declare function readLoginLink(a: Accounts, token: string): Promise<{ readonly userId: number; readonly name: string } | null>;
/** Uses the link up and opens a session. For POST only. Errors: `login-link-invalid`. */
export declare function consumeLoginLink(
  a: Accounts,
  token: string,
  origin?: { readonly ip?: string | undefined; readonly agent?: string | undefined },
): Promise<{ readonly userId: number; readonly token: string }>;
