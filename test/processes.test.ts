import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { childrenOf, readProcess } from './process-tree.ts';

const entry = join(import.meta.dirname, '../core/dist/main.js');

interface Started {
  readonly supervisor: ChildProcess;
  readonly address: string;
  readonly output: () => string;
}

const started: { supervisor: ChildProcess; dir: string }[] = [];

afterEach(async () => {
  for (const { supervisor, dir } of started.splice(0)) {
    for (const { pid } of await childrenOf(supervisor.pid as number)) process.kill(pid, 'SIGKILL');
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
  const address = await eventually(() => /Picturerail is at (\S+)/.exec(output())?.[1]);
  return { supervisor, address, output };
}

const named = async (supervisor: ChildProcess, role: string) =>
  (await childrenOf(supervisor.pid as number)).filter(({ args }) => args.includes(`main.js ${role}`)).map(({ pid }) => pid);

const answers = (address: string) =>
  fetch(`${address}/healthz`).then(
    ({ status }) => (status === 200 ? true : null),
    () => null,
  );

describe.skipIf(process.platform !== 'linux' && !process.env.CI)('the supervisor', () => {
  it('prints the address and a setup link, and takes all processes with it when it is told to stop', async () => {
    const { supervisor, address, output } = await start({ WORKERS: '2' });
    expect(output()).toMatch(new RegExp(`${address}/setup/[A-Za-z0-9_-]{22}`));
    expect((await fetch(`${address}/`)).status).toBe(503);
    const children = await childrenOf(supervisor.pid as number);
    expect(children.length).toBe(3);
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
    const { supervisor, address } = await start();
    const { port } = new URL(address);
    const { connect } = await import('node:net');
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    // A request whose head is not complete yet is one that runs.
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
    await delay(200);
    supervisor.kill('SIGTERM');
    await delay(500);
    socket.write('Connection: close\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toContain('200 OK');
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
