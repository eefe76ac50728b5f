import type { Accounts } from './accounts.ts';
/** A new token for the setup link (128 bits, 24 hours); the one before is void. Null once a webmaster exists. */
export declare function createSetupToken(a: Accounts): Promise<string | null>;
/** Whether this token may show the setup page. */
export declare function setupTokenIsValid(a: Accounts, token: string): Promise<boolean>;
