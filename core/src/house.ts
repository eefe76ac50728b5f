import type { Log } from '@picturerail/sdk';
import type { Accounts } from '#accounts';
import type { Config } from '#config';
import type { Database } from '#database';
import type { Gallery } from '#gallery';
import type { Texts } from '#i18n';
import type { Intake } from '#intake';
import type { Jobs } from '#jobs';
import type { Kernel, Registry } from '#kernel';
import type { Mailer } from '#mail';
import type { Media } from '#media';
import type { Routes } from '#routes';
import type { Settings } from '#settings';
import type { Storage } from '#storage';
import type { Assets, Theme } from '#theme';

/** All rooms of one process, composed by `main.ts`. */
export interface House {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly settings: Settings;
  readonly texts: Texts;
  readonly mail: Mailer;
  readonly storage: Storage;
  readonly jobs: Jobs;
  /** Which plugins and themes there are, what is wanted of them, and what this process runs. */
  readonly registry: Registry;
  readonly kernel: Kernel;
  readonly gallery: Gallery;
  readonly accounts: Accounts;
  readonly media: Media;
  readonly intake: Intake;
  /** Files that themes and plugins serve. */
  readonly assets: Assets;
  readonly theme: Theme;
  /** Pages of plugins. */
  readonly routes: Routes;
  /** Takes plugins away, ends decode processes, closes the database. */
  close(): Promise<void>;
}

/** What a process is for. `command` is a command beside a server or without one; `maintenance` one that loads no plugin. */
export type Role = 'web' | 'job' | 'command' | 'maintenance';
