import { isHtml, type Message } from '@picturerail/sdk';
import { type Address, parseAddress } from './address.ts';
import { mailMessageInvalid } from './errors.ts';

/** A message to one recipient, as it waits in the queue. */
export interface Letter {
  readonly to: Address;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly replyTo: Address | null;
}

const longestSubject = 200;
const mostBytes = 1_048_576;

function line(field: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > longestSubject || /\p{Cc}/u.test(value))
    throw mailMessageInvalid(field, `must be one line of 1 to ${longestSubject} characters`);
  return value;
}

function body(field: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw mailMessageInvalid(field, 'must be a text that is not empty');
  if (Buffer.byteLength(value) > mostBytes) throw mailMessageInvalid(field, `has ${Buffer.byteLength(value)} bytes; at most ${mostBytes} are sent`);
  return value;
}

/** One letter for each recipient, so that nobody sees another's address. Errors: `mail-address-invalid`, `mail-message-invalid`. */
export function lettersOf({ to, subject, text, html, replyTo }: Message): Letter[] {
  const recipients = [to].flat();
  if (recipients.length === 0) throw mailMessageInvalid('to', 'names nobody');
  if (html !== undefined && !isHtml(html)) throw mailMessageInvalid('html', 'must be made with rail.html, which escapes what is put into it');
  const shared = {
    subject: line('subject', subject),
    text: body('text', text),
    html: html === undefined ? null : body('html', html.toString()),
    replyTo: replyTo === undefined ? null : parseAddress('replyTo', replyTo),
  };
  return recipients.map((one) => ({ to: parseAddress('to', one), ...shared }));
}
