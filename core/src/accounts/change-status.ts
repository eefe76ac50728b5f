import type { Status } from '@picturerail/sdk';
import type { Actor } from '#gallery';
import type { Accounts } from './accounts.ts';
/** Changes a user's status; deactivating ends the sessions and links at once. */
export declare function changeStatus(a: Accounts, actor: Actor, userId: number, status: Status): Promise<void>;
