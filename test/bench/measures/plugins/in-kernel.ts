import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ImageCard, Log } from '@picturerail/sdk';
import type * as Kernel from '../../../../core/dist/kernel/index.js';
import { built } from '../../rooms.ts';
import { median } from '../../statistics.ts';
import { makePlugins, writePlugin } from './make-plugins.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };
const toggles = 300;
const versions = 40;
/** As large as a plugin of 48 kB with 800 exports, which is what new bytes were first measured with. */
const filler = 500;

export interface InKernel {
  /** Microseconds that one call takes where nobody taps. */
  readonly untapped: number;
  /** Microseconds of the same loop without the call. */
  readonly loop: number;
  readonly activationMs: number;
  readonly pauseMs: number;
  /** Bytes of heap after collection, for 300 times on and off. */
  readonly grownByToggles: number;
  /** The same for each version with other bytes. */
  readonly grownByVersion: number;
}

/** A kernel by itself, with the members of `rail` that plugins of the bench use, in a process of its own. */
export async function measureInKernel(): Promise<InKernel> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const dir = await mkdtemp(join(tmpdir(), 'picturerail-bench-plugins-'));
  try {
    return await measure(dir, () => {
      collect();
      collect();
      return process.memoryUsage().heapUsed;
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function measure(dir: string, heap: () => number): Promise<InKernel> {
  const room: typeof Kernel = await import(built('kernel/index.js'));
  const pauses: number[] = [];
  const debug = (_message: string, data?: object) => {
    if (data && 'pauseMs' in data) pauses.push(data.pauseMs as number);
  };
  const router = { get() {}, post() {}, put() {}, patch() {}, delete() {} };
  const kernel = room.createKernel({ log: { ...quiet, debug }, contributions: [() => ({ router })] });
  const untapped = perCall(() => kernel.hooks.filter('images:list', cards, where));
  const loop = perCall(() => cards);

  const [one] = await makePlugins(dir, 1);
  if (!one) throw new Error('No plugin was made.');
  const { packages } = await room.discoverPackages([dir]);
  const on = new Map([[one.id, 0]]);
  const activations: number[] = [];
  await kernel.follow(packages, on);
  await kernel.follow(packages, new Map());
  const before = heap();
  for (let turn = 0; turn < toggles; turn += 1) {
    const at = performance.now();
    await kernel.follow(packages, on);
    activations.push(performance.now() - at);
    await kernel.follow(packages, new Map());
  }
  await settle();
  const grownByToggles = heap() - before;

  // Each version stands in a folder of its own, as installed ones do.
  await kernel.follow(packages, on);
  const swaps: { readonly dir: string }[] = [];
  const start = heap();
  for (let version = 0; version < versions; version += 1) {
    const home = join(dir, '.versions', String(version));
    await makePlugins(home, 1);
    await writePlugin(join(home, one.id), { id: one.id, number: 1, filler, mark: String(version) });
    const found = await room.discoverPackages([home]);
    await kernel.follow(found.packages, on);
    swaps.push({ dir: home });
  }
  await settle();
  const grownByVersion = (heap() - start) / swaps.length;
  await kernel.stop();
  return { untapped, loop, activationMs: median(activations), pauseMs: Math.max(...pauses), grownByToggles, grownByVersion };
}

const cards: ImageCard[] = [];
const where = { list: 'newest', albumId: null, page: 1 };

/** Microseconds, of a million calls after as many to warm up. */
function perCall(call: () => unknown): number {
  const calls = 1_000_000;
  let kept: unknown;
  for (let count = 0; count < calls; count += 1) kept = call();
  const at = performance.now();
  for (let count = 0; count < calls; count += 1) kept = call();
  const us = ((performance.now() - at) * 1_000) / calls;
  return kept === undefined ? Number.NaN : us;
}

/** Old versions are let go when calls under way are through. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 200));
