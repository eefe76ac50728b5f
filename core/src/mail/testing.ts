import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as the server took it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  /** Of who signed in, or null. */
  readonly user: string | null;
}

export interface TestSmtp {
  readonly port: number;
  readonly received: Received[];
  /** What the server says to the next recipients, one each: an SMTP answer such as `550 No such user`, or null to take it. */
  readonly answers: (string | null)[];
  close(): Promise<void>;
}

const refusal = (answer: string): Error => Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });

/** A real SMTP server on the machine's own address. `password`: without it nobody need sign in. */
export async function startSmtp({ password, ...options }: SMTPServerOptions & { readonly password?: string } = {}): Promise<TestSmtp> {
  const received: Received[] = [];
  const answers: (string | null)[] = [];
  const server = new SMTPServer({
    logger: false,
    authOptional: password === undefined,
    allowInsecureAuth: true,
    onAuth: (auth, _session, callback) =>
      auth.password === password ? callback(null, { user: auth.username ?? '' }) : callback(refusal('535 Wrong name or password')),
    onRcptTo: (_address, _session, callback) => {
      const answer = answers.shift() ?? null;
      callback(answer === null ? null : refusal(answer));
    },
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        received.push({
          from,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString(),
          user: (session.user as string | undefined) ?? null,
        });
        callback(null);
      });
    },
    ...options,
  });
  // What a client broke off is the client's to report.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
