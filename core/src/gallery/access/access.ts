import type { Database } from '#database';

export interface Access {
  /** Says at which access revision the database stands; what was read at another one is read again when it is needed. */
  sync(revision: number): void;
}
export const createAccess = (_database: Database): Access => ({ sync: () => {} });
