import type { Status } from '@picturerail/sdk';

export interface User {
  readonly id: number;
  readonly name: string;
  readonly status: Status;
  /** BCP 47; null: as the browser asks. */
  readonly language: string | null;
  readonly email: string | null;
  readonly createdAt: number;
}

export interface NewUser {
  readonly name: string;
  readonly status: Status;
  readonly language?: string | null;
  readonly email?: string | null;
  readonly passwordHash?: string | null;
}

export type UserChange = Partial<NewUser>;
