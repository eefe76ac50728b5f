import { createHash, randomUUID } from 'node:crypto';
import type { JobRun, Json, Log, Message } from '@picturerail/sdk';
import type { Tx } from '#database';
import { deliver } from './deliver.ts';
import { mailLinkInvalid, mailLinkWithoutAddress, mailNotSetUp } from './errors.ts';
import { type Letter, lettersOf } from './letter.ts';
import { type SmtpServer, smtpServer } from './smtp-server.ts';

/** The core's settings that say how messages leave, and under whose name. */
export interface MailSettings {
  readonly galleryName: string;
  readonly 'mail.smtpUrl'?: string;
  readonly 'mail.from'?: string;
}

/** What this room needs of the queue of jobs, which stands on rooms of its row. */
interface Queue {
  define(
    name: string,
    run: (payload: Parcel, job: JobRun) => Promise<void>,
    options: { attempts: number; timeoutMs: number; concurrency: number; keepDone: false },
  ): unknown;
  add(tx: Tx | null, name: string, payload: Json, options?: { readonly key?: string }): Promise<void>;
}

export interface MailerOptions {
  settings(): Promise<MailSettings>;
  readonly queue: Queue;
  /** Of the configuration: null while nobody has said where the gallery is reached. */
  readonly baseUrl: string | null;
  readonly log: Log;
}

export interface SendOptions {
  /** A message of that key from and to the same that waits already stands for this one. */
  readonly key?: string;
  /** The transaction that the message belongs to. */
  readonly tx?: Tx | null;
  /** Who sends it: `core`, or a plugin's id. */
  readonly by: string;
}

export interface Mailer {
  /** False where no server or no sender is set. */
  ready(): Promise<boolean>;
  /** True where messages with links can be sent: the gallery's own address is known as well. */
  linksReady(): Promise<boolean>;
  /** Adds a job for each recipient. Errors: `mail-not-set-up`, `mail-address-invalid`, `mail-message-invalid`. */
  send(message: Message, options: SendOptions): Promise<void>;
  /** Sends at once and answers what the server said. Errors: as of `send`, and `mail-refused`, `mail-not-taken`, `mail-server-invalid`. */
  sendNow(message: Message): Promise<string>;
  /** The whole address of a page. Errors: `mail-link-without-address`, `mail-link-invalid`. */
  link(path: string): string;
}

/** A letter in the queue. */
type Parcel = { readonly by: string; readonly letter: Letter } & { readonly [key: string]: Json };

const job = 'core:mail';
/** 10 s, 20 s, ... 43 min, then once an hour: most of a day, as long as servers stay away that come back. */
const queueing = { attempts: 30, timeoutMs: 180_000, concurrency: 2, keepDone: false } as const;

interface Way {
  readonly server: SmtpServer;
  readonly from: { readonly name: string; readonly address: string };
}

export function createMailer({ settings, queue, baseUrl, log }: MailerOptions): Mailer {
  const way = async (): Promise<Way> => {
    const { galleryName, 'mail.smtpUrl': url, 'mail.from': address } = await settings();
    if (url === undefined || address === undefined) throw mailNotSetUp();
    return { server: smtpServer(url), from: { name: galleryName, address } };
  };
  const hand = async (letter: Letter, attempt: { readonly key: string; readonly signal?: AbortSignal }): Promise<string> => {
    const { server, from } = await way();
    const messageId = `<picturerail.${attempt.key}@${from.address.split('@')[1]}>`;
    return deliver({ server, from, letter, messageId, ...(attempt.signal && { signal: attempt.signal }) });
  };

  queue.define(
    job,
    async ({ by, letter }, { key, signal }) => {
      const answer = await hand(letter, { key, signal });
      log.debug('message sent', { by, answer });
    },
    queueing,
  );

  const ready = async () => {
    const { 'mail.smtpUrl': url, 'mail.from': from } = await settings();
    return url !== undefined && from !== undefined;
  };

  return {
    ready,
    linksReady: async () => baseUrl !== null && (await ready()),
    send: async (message, { key, tx = null, by }) => {
      const letters = lettersOf(message);
      await way();
      for (const letter of letters) await queue.add(tx, job, { by, letter } as unknown as Json, key === undefined ? {} : { key: keyOf(by, key, letter) });
    },
    sendNow: async (message) => {
      const answers: string[] = [];
      for (const letter of lettersOf(message)) answers.push(await hand(letter, { key: randomUUID() }));
      return answers.join('; ');
    },
    link: (path) => {
      // Tabs and line ends are left out where an address is read, and `//host` is another host then.
      if (!/^\/(?![/\\])/.test(path) || /\p{Cc}/u.test(path)) throw mailLinkInvalid(path);
      if (baseUrl === null) throw mailLinkWithoutAddress(path);
      return new URL(path, baseUrl).href;
    },
  };
}

/** Of a fixed length, and another for each recipient. */
const keyOf = (by: string, key: string, { to }: Letter): string =>
  createHash('sha256')
    .update(JSON.stringify([by, key, to.address]))
    .digest('base64url');
