import { mailServerInvalid } from './errors.ts';

/** The server that takes messages, as the setting `mail.smtpUrl` names it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else from STARTTLS on, where the server offers it. */
  readonly secure: boolean;
  /** Nothing is said before STARTTLS: a name and password are not sent where others could read them. */
  readonly requireTLS: boolean;
  /** On the own machine nobody listens, and the certificates of such servers are often their own. */
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const isOwnMachine = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

/** Reads `smtp://user:password@host:587` or `smtps://...:465`. Errors: `mail-server-invalid`, without the address: a password stands in it. */
export function smtpServer(url: string): SmtpServer {
  try {
    const { protocol, hostname, port, username, password } = new URL(url);
    if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '') throw mailServerInvalid();
    const secure = protocol === 'smtps:';
    const own = isOwnMachine(hostname);
    const auth = username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
    return {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && username !== '' && !own,
      ignoreTLS: !secure && own,
      ...auth,
    };
  } catch {
    throw mailServerInvalid();
  }
}
