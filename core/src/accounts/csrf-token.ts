import type { Accounts } from './accounts.ts';
/** 128 random bits for a visitor's cookie, to which the tokens of his forms are bound. */
export declare function newVisitorId(): string;
/** A token for forms, bound to the session token or visitor id; another text each time, so that compression tells nothing. */
export declare function csrfToken(a: Accounts, binding: string): string;
export declare function csrfTokenMatches(a: Accounts, binding: string, token: string | null | undefined): boolean;
