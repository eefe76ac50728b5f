import type { Accounts } from './accounts.ts';
/** Deletes expired sessions, links and spent limits; returns how many rows. */
export declare function sweepAccounts(a: Accounts): Promise<number>;
