import type { Html } from './html.ts';
import type { Tables } from './tables.ts';

export interface Message {
  /** One address each: `ana@example.org` or `Ana <ana@example.org>`. Each gets a message of its own, and sees no other's address. */
  readonly to: string | readonly string[];
  /** One line, at most 200 characters. */
  readonly subject: string;
  /** Plain text, at most 1 MiB; always there, for those who read no HTML. */
  readonly text: string;
  /** The same with `rail.html`, at most 1 MiB. */
  readonly html?: Html;
  readonly replyTo?: string;
}

export interface Mail {
  /** False where the webmaster has set up no way to send. */
  ready(): Promise<boolean>;
  /**
   * Sends a message by a job: again and again, later and later, where the server does not take it; what the server refuses
   * for good is not tried again. `key`: a message of that key to that address that waits already stands for this one; `tx`:
   * it is sent when the transaction has committed. Errors: `mail-not-set-up`, `mail-address-invalid`, `mail-message-invalid`.
   */
  send(message: Message, options?: { readonly key?: string; readonly tx?: Tables }): Promise<void>;
  /**
   * The whole address of a page (`/p/hello/welcome`), for links in messages. Errors: `mail-link-without-address` where the
   * gallery does not know under which address people reach it.
   */
  link(path: string): string;
}
