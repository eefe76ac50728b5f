import { fork } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { workingName } from '#runtime';
import type { MeasureTask } from '../engine/engine.ts';
import { limits, openPaintShop, type PaintShop, quarters, quietLog } from '../testing.ts';
import { createDecodePool, type DecodePool, type PoolOptions, type RunOptions } from './decode-pool.ts';

let shop: PaintShop;
const pools: DecodePool[] = [];

beforeAll(async () => {
  shop = await openPaintShop();
  await quarters(60, 40).png().toFile(shop.at('a.png'));
  await writeFile(shop.at('faulty.mjs'), faulty);
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
afterAll(() => shop.close());

/** A decode process that does what the file's name says. */
const faulty = `
process.on('disconnect', () => process.exit());
process.on('message', ({ file, limits }) => {
  const name = file.split('/').pop();
  const answer = (more = {}) => process.send({ result: { pid: process.pid, name }, rssMb: 50, spent: false, ...more });
  if (name === 'hangs') return;
  if (name === 'dies') process.kill(process.pid, 'SIGSEGV');
  if (name === 'exits') { process.stderr.write('out of luck', () => process.exit(3)); return; }
  if (name === 'no-engine') process.exit(88);
  if (name === 'grows') return answer({ rssMb: 400 });
  if (name === 'spent') return answer({ spent: true });
  if (name === 'slow') return setTimeout(answer, 150);
  if (name === 'refuses') return process.send({ refused: { code: 'media-damaged', message: 'It is damaged.', status: 400 }, rssMb: 50, spent: false });
  answer();
});
process.send('ready');
`;

function open(options: Partial<PoolOptions> = {}): DecodePool {
  const pool = createDecodePool({ size: 1, tmpDir: shop.dir, presenceDir: shop.storage.presenceDir, log: quietLog, entry: shop.at('faulty.mjs'), ...options });
  pools.push(pool);
  return pool;
}
const task = (name: string, timeMs = 20_000): MeasureTask => ({
  kind: 'measure',
  file: path.join('/', name),
  mime: 'image/png',
  name: 'PNG image',
  limits: { ...limits, timeMs },
});
const run = async (pool: DecodePool, name: string, options = {}) => (await pool.run(task(name), options)) as unknown as { pid: number; name: string };

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Gone, or dead and only waiting for a parent to notice. */
const isOver = async (pid: number) => !isAlive(pid) || / Z /.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z '));
async function goneWithin(ms: number, pid: number): Promise<boolean> {
  for (const until = Date.now() + ms; Date.now() < until; await pause(20)) if (await isOver(pid)) return true;
  return false;
}

const presences = async () => (await readdir(shop.storage.presenceDir)).filter((name) => name.includes(`%20${process.pid}%20`)).length;

async function reached(wanted: number, found: () => Promise<number>): Promise<void> {
  for (const until = Date.now() + 15_000; Date.now() < until; await pause(20)) if ((await found()) === wanted) return;
  expect(await found()).toBe(wanted);
}

describe('a pool of decode processes', () => {
  test('starts none before there is work, and keeps one for the next task', async () => {
    const pool = open();
    expect(pool.pids()).toEqual([]);
    const [first, second] = [await run(pool, 'a'), await run(pool, 'b')];
    expect(second.pid).toBe(first.pid);
    expect(pool.pids()).toEqual([first.pid]);
  });

  test('works on as many at once as it has processes', async () => {
    const pool = open({ size: 2 });
    const pids = await Promise.all(['slow', 'slow', 'slow', 'slow'].map(async (name) => (await run(pool, name)).pid));
    expect(new Set(pids).size).toBe(2);
  });

  test('shares the processes with the other pools of this machine, and has them all again when those have ended', async () => {
    const [mine, other] = [open({ size: 2 }), open({ size: 2, idleMs: 60_000 })];
    await run(other, 'a');
    await reached(1, presences);
    const names = () => Promise.all(['slow', 'slow', 'slow'].map(async (name) => (await run(mine, name)).pid));
    expect(new Set(await names()).size).toBe(1);
    await other.close();
    await reached(2, async () => new Set(await names()).size);
  });

  test('does not count pools whose process is gone', async () => {
    const left = path.basename(workingName('', 'decoding')).replace(`%20${process.pid}%20`, '%204194304%20');
    await writeFile(path.join(shop.storage.presenceDir, left), '');
    const pool = open({ size: 2 });
    await reached(2, async () => new Set(await Promise.all(['slow', 'slow', 'slow'].map(async (name) => (await run(pool, name)).pid))).size);
  });

  test('leaves no trace when it has no process', async () => {
    const pool = open();
    await run(pool, 'a');
    await reached(1, presences);
    await pool.close();
    expect(await presences()).toBe(0);
  });

  test('does what is urgent with all its processes, however many others decode', async () => {
    const [mine, other] = [open({ size: 2 }), open({ size: 2, idleMs: 60_000 })];
    await run(other, 'a');
    const pids = await Promise.all(['slow', 'slow'].map(async (name) => (await run(mine, name, { urgent: true })).pid));
    expect(new Set(pids).size).toBe(2);
  });

  test('decodes what takes much memory while it decodes nothing else', async () => {
    const pool = open({ size: 2 });
    const order: string[] = [];
    const follow = async (name: string, options: RunOptions = {}) => {
      await run(pool, name, { ...options, urgent: true });
      order.push(name);
    };
    const first = follow('slow');
    const heavy = follow('slow', { needMb: 400 }).then(() => order.push('heavy'));
    const last = follow('a');
    await reached(1, async () => order.length);
    expect(pool.pids().length).toBe(1);
    await Promise.all([first, heavy, last]);
    expect(order.indexOf('a')).toBeGreaterThan(1);
  });

  test('gives way to the process that it belongs to', async () => {
    const pool = open();
    const { pid } = await run(pool, 'a');
    expect(getPriority(pid)).toBe(Math.min(19, getPriority() + 5));
  });

  test('takes the urgent before the patient', async () => {
    const pool = open();
    const done: string[] = [];
    const follow = (name: string, options = {}) => run(pool, name, options).then(() => done.push(name));
    await Promise.all([follow('slow'), follow('a'), follow('b'), follow('c', { urgent: true })]);
    expect(done).toEqual(['slow', 'c', 'a', 'b']);
  });

  test('passes refusals on as errors', async () => {
    await expect(run(open(), 'refuses')).rejects.toMatchObject({ code: 'media-damaged', message: 'It is damaged.', status: 400 });
  });

  test('replaces one that has grown, and one that says it is spent', async () => {
    const pool = open();
    for (const name of ['grows', 'spent']) {
      const { pid } = await run(pool, name);
      expect((await run(pool, 'a')).pid).not.toBe(pid);
      expect(await goneWithin(2_000, pid)).toBe(true);
    }
  });

  test.each(['dies', 'exits'])('a file at which it %s is tried twice, then blamed, and the next file is served', async (name) => {
    const pool = open();
    await expect(run(pool, name)).rejects.toMatchObject({ code: 'media-decoder-died', message: expect.stringContaining('2 times') });
    expect((await run(pool, 'a')).name).toBe('a');
  });

  test('what a dying process said stands in the reason', async () => {
    await expect(run(open(), 'exits')).rejects.toThrow('exit code 3: out of luck');
  });

  test('a file that takes too long is given up and its process ended', async () => {
    const pool = open();
    const { pid } = await run(pool, 'a');
    await expect(pool.run(task('hangs', 100))).rejects.toMatchObject({ code: 'media-too-slow' });
    expect(await goneWithin(2_000, pid)).toBe(true);
    expect((await run(pool, 'a')).name).toBe('a');
  });

  test('without an engine the reason is the machine, not the file', async () => {
    await expect(run(open(), 'no-engine')).rejects.toMatchObject({ code: 'media-engine-unavailable', status: 503 });
  });

  test('a program that is not there ends in a reason, not in a loop', async () => {
    await expect(run(open({ entry: shop.at('nothing.mjs') }), 'a')).rejects.toMatchObject({ code: 'media-decoder-died' });
  });

  test('nobody waits for what is aborted, whether it waits or is worked on', async () => {
    const pool = open();
    const stop = new AbortController();
    const working = pool.run(task('hangs'), { signal: stop.signal });
    const waiting = pool.run(task('a'), { signal: stop.signal });
    const other = run(pool, 'b');
    stop.abort(new Error('enough'));
    await expect(working).rejects.toThrow('enough');
    await expect(waiting).rejects.toThrow('enough');
    expect((await other).name).toBe('b');
    await expect(pool.run(task('a'), { signal: stop.signal })).rejects.toThrow('enough');
  });

  test('one that had nothing to do for a while is ended', async () => {
    const pool = open({ idleMs: 50 });
    const { pid } = await run(pool, 'a');
    expect(await goneWithin(2_000, pid)).toBe(true);
    expect(pool.pids()).toEqual([]);
    expect((await run(pool, 'a')).pid).not.toBe(pid);
  });

  test('one that dies while it has nothing to do is not missed', async () => {
    const pool = open();
    const { pid } = await run(pool, 'a');
    process.kill(pid, 'SIGKILL');
    await goneWithin(2_000, pid);
    expect((await run(pool, 'a')).name).toBe('a');
  });

  test('closing ends all of them, tells who waits, and takes nothing more', async () => {
    const pool = open({ size: 2 });
    const all = [pool.run(task('hangs')), pool.run(task('hangs')), pool.run(task('a'))].map((running) =>
      running.catch((error: { code: string }) => error.code),
    );
    await pause(300);
    const pids = pool.pids();
    expect(pids).toHaveLength(2);
    await pool.close();
    expect(await Promise.all(all)).toEqual(['media-closed', 'media-closed', 'media-closed']);
    for (const pid of pids) expect(await isOver(pid)).toBe(true);
    await expect(pool.run(task('a'))).rejects.toMatchObject({ code: 'media-closed' });
  });
});

describe('a real decode process', () => {
  const real = { entry: path.join(import.meta.dirname, '../../../dist/processes/decode.js') };

  test('measures a file', async () => {
    const measured = await open(real).run({ ...task(''), file: shop.at('a.png') });
    expect(measured).toMatchObject({ width: 60, height: 40, mime: 'image/png' });
  });

  test('gives up a file that needs more memory than allowed, and is replaced', async () => {
    const pool = open(real);
    await pool.run({ ...task(''), file: shop.at('a.png') });
    const [pid = 0] = pool.pids();
    await quarters(9_000, 9_000).png({ progressive: true, compressionLevel: 1 }).toFile(shop.at('heavy.png'));
    const heavy = { ...task(''), file: shop.at('heavy.png'), limits: { ...limits, memoryMb: 120 } };
    await expect(pool.run(heavy)).rejects.toMatchObject({ code: 'media-too-much-memory' });
    expect(await goneWithin(2_000, pid)).toBe(true);
    expect(await pool.run({ ...task(''), file: shop.at('a.png') })).toMatchObject({ width: 60 });
  });

  test('goes with its parent, even in the middle of a picture', async () => {
    await quarters(9_000, 9_000).png({ progressive: true, compressionLevel: 1 }).toFile(shop.at('long.png'));
    await writeFile(
      shop.at('parent.mjs'),
      `import { fork } from 'node:child_process';
       const child = fork(${JSON.stringify(real.entry)}, { serialization: 'advanced' });
       child.send(${JSON.stringify({ ...task(''), file: shop.at('long.png') })});
       child.once('message', () => setTimeout(() => process.send(child.pid), 150));
       setInterval(() => {}, 1000);`,
    );
    const parent = fork(shop.at('parent.mjs'), { execArgv: [] });
    const pid = await new Promise<number>((resolve) => parent.once('message', (message) => resolve(message as number)));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await goneWithin(1_500, pid)).toBe(true);
  });

  test('leaves signals that a terminal sends to everybody to its parent', async () => {
    const pool = open(real);
    await pool.run({ ...task(''), file: shop.at('a.png') });
    const [pid = 0] = pool.pids();
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGTERM');
    await pool.run({ ...task(''), file: shop.at('a.png') });
    expect(pool.pids()).toEqual([pid]);
  });
});
