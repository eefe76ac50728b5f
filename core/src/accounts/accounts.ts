import type { Log } from '@picturerail/sdk';
import type { Database } from '#database';
import type { Gallery } from '#gallery';
import type { Texts } from '#i18n';
import type { Jobs } from '#jobs';
import type { Protections } from '#kernel';
import type { Mailer } from '#mail';
import type { Settings } from '#settings';
import { answerForgotten, forgottenJob } from './forgotten-password.ts';
import { answerRegistration, registrationJob } from './registration.ts';
import { createKnownSteps, type KnownSteps } from './steps/known-steps.ts';

/** How letters are written and sent. */
export interface Post {
  readonly mail: Pick<Mailer, 'linksReady' | 'link' | 'send'>;
  readonly texts: Pick<Texts, 't'>;
  /** Takes what is looked up and written later. */
  readonly jobs: Pick<Jobs, 'define' | 'add'>;
}

export interface AccountsOptions {
  readonly database: Database;
  readonly gallery: Gallery;
  readonly settings: Settings;
  /** Told the revision of the registry with each request. */
  readonly registry?: { sync(revision: number): void };
  /** 32 bytes: `derivedKey(config, 'accounts')`. */
  readonly key: Uint8Array;
  readonly log: Log;
  /** Absent: nothing is protected. */
  readonly protections?: Pick<Protections, 'sync'>;
  /** Absent: nothing is mailed. */
  readonly post?: Post;
  /** Epoch ms; default `Date.now`. */
  readonly clock?: () => number;
}

/** What the functions of this room take first. */
export interface Accounts extends AccountsOptions {
  readonly clock: () => number;
  /** What plugins ask of who signs in. */
  readonly steps: KnownSteps;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const accounts = { clock: Date.now, steps: createKnownSteps(), ...options };
  // Personal: what was typed goes with the job.
  accounts.post?.jobs.define<{ who: string }>(forgottenJob, (asked) => answerForgotten(accounts, asked), { keepDone: false, timeoutMs: 60_000 });
  accounts.post?.jobs.define<{ email: string }>(registrationJob, (asked) => answerRegistration(accounts, asked), { keepDone: false, timeoutMs: 60_000 });
  return accounts;
}
