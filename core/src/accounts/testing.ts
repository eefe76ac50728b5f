import { randomBytes } from 'node:crypto';
import { isGalleryError, type Status } from '@picturerail/sdk';
import type { Database } from '#database';
import { createGallery, createUser, type Gallery, system } from '#gallery';
import { createSettings, type Settings } from '#settings';
import type { TestDatabase } from '../database/testing.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { hashPassword } from './password.ts';
import { type SignInRequest, signIn } from './sign-in.ts';
import type { SignedIn } from './steps/let-in.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const key = randomBytes(32);
export const minute = 60_000;
export const day = 86_400_000;
export const password = 'vier alte Kamele';
const passwordHash = hashPassword(password);

/** Accounts at a time that stands still until a test moves it. */
export interface TestAccounts {
  readonly a: Accounts;
  readonly gallery: Gallery;
  readonly settings: Settings;
  pass(ms: number): void;
  now(): number;
  /** A user whose password is {@link password}. */
  user(name: string, status?: Status): Promise<number>;
  /** Signs in as `ana` from 192.0.2.1, changed as the test says. */
  attempt(request?: Partial<SignInRequest>): Promise<SignedIn>;
  rows(table: string): Promise<object[]>;
  queries(): number;
}

/** Sessions, links and memberships go with their users. */
const tables = ['users', '`groups`', 'one_time_tokens', 'sign_in_limits', 'settings'];

async function empty(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    for (const table of tables) await tx.run(`DELETE FROM ${table}`);
    await tx.run("DELETE FROM principals WHERE kind IN ('user', 'group')");
  });
}

/** As after the first start: nobody has an account. Making a database takes a second on MariaDB, emptying it does not. */
export async function freshAccounts({ database }: TestDatabase): Promise<TestAccounts> {
  await empty(database);
  let now = Date.UTC(2026, 0, 1);
  const clock = () => now;
  const settings = createSettings({ database, key, log: silent });
  const gallery = createGallery({ database, log: silent, clock });
  const a = createAccounts({ database, gallery, settings, key, log: silent, clock });
  return {
    a,
    gallery,
    settings,
    pass: (ms) => {
      now += ms;
    },
    now: clock,
    user: async (name, status = 'user') => createUser(gallery, system, { name, status, passwordHash: await passwordHash }),
    attempt: async (request = {}) => {
      const entry = await signIn(a, { name: 'ana', password, ip: '192.0.2.1', ...request });
      if ('pending' in entry) throw new Error('More is asked of this user.');
      return entry;
    },
    rows: (table) => database.read.all(`SELECT * FROM ${table}`),
    queries: () => database.stats().queries,
  };
}

/** The code a refusal has, or `done`. */
export const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isGalleryError(error) ? error.code : String(error)),
  );
