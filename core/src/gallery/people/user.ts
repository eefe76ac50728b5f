import type { Status } from '@picturerail/sdk';

export interface User {
  readonly id: number;
  readonly name: string;
  readonly status: Status;
  /** BCP 47; null: as the browser asks. */
  readonly language: string | null;
  readonly email: string | null;
  readonly createdAt: number;
  /** When the account was last used, to the day; null for never. */
  readonly seenAt: number | null;
}

export interface NewUser {
  readonly name: string;
  readonly status: Status;
  readonly language?: string | null;
  readonly email?: string | null;
  readonly passwordHash?: string | null;
  /** Ids of the groups the user is in: these and no others. */
  readonly groups?: readonly number[];
}

export type UserChange = Partial<NewUser>;
