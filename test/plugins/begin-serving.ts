import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makePlace } from '@picturerail/testing';
import { type Commanded, commanded } from '../command.ts';
import { eventually } from '../eventually.ts';
import { type Client, createClient } from '../harness/src/client.ts';
import { childrenOf, killSeen } from '../process-tree.ts';

const entry = join(import.meta.dirname, '../../core/dist/main.js');

/** A gallery served by processes of its own, and the command beside it. */
export interface Serving extends Pick<Commanded, 'run' | 'begin' | 'json' | 'dataDir'> {
  /** Another one after each start. */
  readonly address: string;
  readonly supervisor: ChildProcess;
  readonly output: () => string;
  /** A browser whose every request goes to any of the processes. */
  visitor(): Client;
  /** The webmaster's. */
  keeper(): Promise<Client>;
  /** Ends all processes; the gallery stays. */
  stop(): Promise<void>;
  /** The same, and starts it again, with variables that count this once. */
  restart(variables?: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}

const password = 'a long enough password 7';

/** On SQLite, or where an address of a server is given in a database of its own there. Everybody sees new albums. */
export async function beginServing(server: string | undefined, variables: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const place = await makePlace(server);
  const command = await commanded(undefined, place.dir, { ...place.env, ...variables });
  let text = '';
  const start = (more: Readonly<Record<string, string>> = {}) => {
    const env = { PATH: process.env.PATH, ...place.env, ...variables, ...more, PORT: '0' };
    const supervisor = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [supervisor.stdout, supervisor.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
    return supervisor;
  };
  const served = (from = 0) => eventually(() => /Picturerail is at (\S+)/.exec(text.slice(from))?.[1]);
  let supervisor = start();
  const stop = async () => {
    const children = await childrenOf(supervisor.pid as number);
    if (supervisor.exitCode === null && supervisor.signalCode === null) {
      const ended = once(supervisor, 'exit');
      supervisor.kill('SIGTERM');
      await ended;
    }
    for (const child of children) await killSeen(child);
  };
  const remove = async () => {
    await stop();
    await command.remove();
    await place.remove();
  };
  const begun = async () => {
    const at = await served();
    const [, token = ''] = /setup\/([A-Za-z0-9_-]{22})/.exec(await eventually(() => /setup\/[A-Za-z0-9_-]{22}/.exec(text)?.[0])) ?? [];
    await setUp(at, token);
    return at;
  };
  let address = await begun().catch(async (error) => {
    await remove();
    throw error;
  });
  const visitor = () => restless(createClient(() => address));
  return {
    dataDir: place.dir,
    run: command.run,
    begin: command.begin,
    json: command.json,
    get address() {
      return address;
    },
    get supervisor() {
      return supervisor;
    },
    output: () => text,
    visitor,
    keeper: async () => {
      const client = visitor();
      await client.submit('/account/sign-in', { name: 'keeper', password, next: '/' });
      return client;
    },
    stop,
    restart: async (more) => {
      await stop();
      const before = text.length;
      supervisor = start(more);
      address = await served(before);
    },
    remove,
  };
}

/** A connection of its own for each request, so that each goes to another process. */
function restless(client: Client): Client {
  const request: Client['request'] = (method, path, { headers = {}, body } = {}) =>
    client.request(method, path, { headers: { connection: 'close', ...headers }, ...(body !== undefined && { body }) });
  return { ...client, request, get: (path, headers = {}) => request('GET', path, { headers }) };
}

async function setUp(address: string, token: string): Promise<void> {
  const page = `${address}/setup/${token}`;
  const asked = await fetch(page);
  const [, csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(await asked.text()) ?? [];
  const fields = { gallery: 'North Light', name: 'keeper', password, access: 'public', token, _csrf: csrf };
  const cookie = asked.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  const answer = await fetch(page, { method: 'POST', body: new URLSearchParams(fields), headers: { cookie, origin: address }, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`The setup answered ${answer.status}.`);
}
