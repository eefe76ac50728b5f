import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { childrenOf, killSeen, readProcess } from './process-tree.ts';

const entry = join(import.meta.dirname, '../core/dist/main.js');

interface Started {
  readonly supervisor: ChildProcess;
  readonly address: string;
  readonly output: () => string;
}

const started: { supervisor: ChildProcess; dir: string }[] = [];

afterEach(async () => {
  for (const { supervisor, dir } of started.splice(0)) {
    for (const child of await childrenOf(supervisor.pid as number)) await killSeen(child);
    supervisor.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
});

function run(env: Record<string, string>, dir: string): { supervisor: ChildProcess; output: () => string } {
  let text = '';
  const supervisor = spawn(process.execPath, [entry], { env: { PATH: process.env.PATH, DATA_DIR: dir, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
  started.push({ supervisor, dir });
  return { supervisor, output: () => text };
}

async function start(env: Record<string, string> = {}): Promise<Started> {
  const { supervisor, output } = run(env, await mkdtemp(join(tmpdir(), 'picturerail-processes-')));
  const address = await eventually(() => /Picturerail is at (\S+)/.exec(output())?.[1]).catch((cause: unknown) => {
    throw new Error(`It did not start, and said: ${output() || 'nothing'}`, { cause });
  });
  return { supervisor, address, output };
}

const named = async (supervisor: ChildProcess, role: string) =>
  (await childrenOf(supervisor.pid as number)).filter(({ args }) => args.includes(`main.js ${role}`)).map(({ pid }) => pid);

const answers = (address: string) =>
  fetch(`${address}/healthz`).then(
    ({ status }) => (status === 200 ? true : null),
    () => null,
  );

/** Nobody listens there any more; a connection made in the last moment may wait for an answer until the process is gone. */
const refuses = (port: number) =>
  new Promise<true | null>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(null));
    socket.on('connect', () => socket.destroy()).on('error', () => resolve(true));
  });

describe.skipIf(process.platform !== 'linux' && !process.env.CI)('the supervisor', () => {
  it('prints the address and a setup link, and takes all processes with it when it is told to stop', async () => {
    const { supervisor, address, output } = await start({ WORKERS: '2' });
    const [link = 'none'] = new RegExp(`${address}/setup/[A-Za-z0-9_-]{22}`).exec(output()) ?? [];
    expect((await fetch(`${address}/`)).status).toBe(503);
    const children = await childrenOf(supervisor.pid as number);
    expect(children.length).toBe(3);
    // Both are ready by then, and one of them alone made a link: the next would have made this one void.
    await eventually(async () => ((await fetch(link)).status === 200 ? true : null));
    await delay(500);
    expect((await fetch(link)).status).toBe(200);
    const exited = once(supervisor, 'exit');
    supervisor.kill('SIGTERM');
    const [code] = await exited;
    expect(code).toBe(0);
    expect((await Promise.all(children.map(({ pid }) => readProcess(String(pid))))).filter((one) => one !== null)).toEqual([]);
  });

  it('replaces a web process that is killed, at the same port', async () => {
    const { supervisor, address } = await start();
    const [before = 0] = await named(supervisor, 'web');
    process.kill(before, 'SIGKILL');
    const after = await eventually(async () => (await named(supervisor, 'web')).find((pid) => pid !== before));
    expect(after).not.toBe(before);
    expect(await eventually(() => answers(address))).toBe(true);
  });

  it('replaces a process that hangs', async () => {
    const { supervisor, address } = await start();
    const [before = 0] = await named(supervisor, 'web');
    process.kill(before, 'SIGSTOP');
    await eventually(async () => (await named(supervisor, 'web')).find((pid) => pid !== before));
    expect(await readProcess(String(before))).toBeNull();
    expect(await eventually(() => answers(address))).toBe(true);
  });

  it('replaces the job process', async () => {
    const { supervisor } = await start();
    const [before = 0] = await named(supervisor, 'job');
    process.kill(before, 'SIGKILL');
    expect(await eventually(async () => (await named(supervisor, 'job')).find((pid) => pid !== before))).not.toBe(before);
  });

  it('leaves nothing behind when it is killed itself', async () => {
    const { supervisor } = await start();
    const children = await childrenOf(supervisor.pid as number);
    expect(children.length).toBe(2);
    supervisor.kill('SIGKILL');
    for (const { pid } of children) expect(await eventually(async () => ((await readProcess(String(pid))) === null ? true : null), 6_000)).toBe(true);
  });

  it('lets a request that runs finish', async () => {
    const { supervisor, address, output } = await start();
    const [link = 'none'] = await eventually(() => new RegExp(`${address}/setup/\\S+`).exec(output()));
    const { port, pathname } = new URL(link);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    const form = 'gallery=North+Light';
    const head = [`POST ${pathname} HTTP/1.1`, 'Host: x', 'Connection: close', 'Expect: 100-continue'];
    socket.write(`${[...head, 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${form.length}`].join('\r\n')}\r\n\r\n`);
    await eventually(() => answer.startsWith('HTTP/1.1 100 Continue') || null);
    const closed = once(socket, 'close');
    supervisor.kill('SIGTERM');
    await eventually(() => refuses(Number(port)));
    socket.write(form);
    await closed;
    // The form lacks its token, which is seen only once all of it has been read.
    expect(answer).toContain('403 Forbidden');
  });

  it('says in a sentence why the gallery cannot start, and fails', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { supervisor, output } = run({ PORT: String(port) }, await mkdtemp(join(tmpdir(), 'picturerail-processes-')));
    const [code] = await once(supervisor, 'exit');
    other.close();
    expect(code).toBe(1);
    expect(output()).toContain(`cannot listen on "127.0.0.1:${port}": another program does.`);
  });
});
