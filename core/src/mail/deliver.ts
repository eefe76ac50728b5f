import type { Address } from './address.ts';
import { mailNotTaken, mailRefused } from './errors.ts';
import type { Letter } from './letter.ts';
import type { SmtpServer } from './smtp-server.ts';

export interface Delivery {
  readonly server: SmtpServer;
  readonly from: Address;
  readonly letter: Letter;
  /** The same at each attempt: a receiver who gets a message twice can tell. */
  readonly messageId: string;
  readonly signal?: AbortSignal;
}

const limits = { connectionTimeout: 15_000, greetingTimeout: 15_000, dnsTimeout: 15_000, socketTimeout: 60_000 };

/** Hands a letter to the server and answers what that said. Errors: `mail-refused` (for good), `mail-not-taken` (now). */
export async function deliver({ server, from, letter, messageId, signal }: Delivery): Promise<string> {
  // Loaded when there is something to send: most processes never do.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ ...server, ...limits, disableFileAccess: true, disableUrlAccess: true });
  try {
    const { response } = await transport.sendMail({
      from,
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      messageId,
      // RFC 3834: nobody's absence notice answers it.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(letter.html === null ? {} : { html: letter.html }),
      ...(letter.replyTo === null ? {} : { replyTo: letter.replyTo }),
      ...(signal ? { signal } : {}),
    });
    return oneLine(response);
  } catch (error) {
    throw (isRefusal(error) ? mailRefused : mailNotTaken)(letter.to.address, server.host, answerOf(error));
  } finally {
    transport.close();
  }
}

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly message?: string;
  readonly response?: string;
}

const isAboutMessage = ({ code }: SmtpError): boolean => code === 'EENVELOPE' || code === 'EMESSAGE';

/** 5xx to this recipient or this message. What a server has against the gallery itself (a wrong password, 530) can be mended. */
function isRefusal(error: unknown): boolean {
  const { responseCode = 0 } = error as SmtpError;
  return isAboutMessage(error as SmtpError) && responseCode >= 500 && responseCode !== 530;
}

const oneLine = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300);

/** Of a message what the server said; of a connection also what was tried. */
function answerOf(error: unknown): string {
  const { message = String(error), response } = error as SmtpError;
  return oneLine((isAboutMessage(error as SmtpError) ? response : undefined) ?? message);
}
