import type { Accounts } from './accounts.ts';
/** Sets a user's password after checking its strength and ends all sessions but the one of `keepToken`. Errors: `password-weak`, `user-unknown`. */
export declare function changePassword(a: Accounts, userId: number, password: string, options?: { readonly keepToken?: string | null }): Promise<void>;
