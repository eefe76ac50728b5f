import type { Log } from '@picturerail/sdk';
import type { Database } from '#database';
import type { Gallery } from '#gallery';
import type { Settings } from '#settings';

export interface AccountsOptions {
  readonly database: Database;
  readonly gallery: Gallery;
  readonly settings: Settings;
  /** 32 bytes: `derivedKey(config, 'accounts')`. */
  readonly key: Uint8Array;
  readonly log: Log;
  /** Epoch ms; default `Date.now`. */
  readonly clock?: () => number;
}

/** What the functions of this room take first. */
export interface Accounts extends AccountsOptions {
  readonly clock: () => number;
}

export function createAccounts(options: AccountsOptions): Accounts {
  return { clock: Date.now, ...options };
}
