import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreHooks, type JobRun, type Log, type Rail } from '@picturerail/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../core/src/database/index.ts';
import { createKernel, discoverPackages, type Kernel } from '../../core/src/kernel/index.ts';
import { hookNotes } from './pages/hook-notes.ts';

const notes = hookNotes();
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const item = {
  id: 1,
  imageId: 1,
  albumId: 1,
  userId: 1,
  version: 1,
  fileName: 'a.jpg',
  size: '480',
  fields: {},
  rows: [],
  data: {},
  imageCount: 2,
  viewer: { userId: 1 },
  place: 'footer',
  entries: [],
};
const tx = { dialect: 'sqlite', all: async () => [{ album_id: 1, image_id: 1 }], get: silent, run: silent, afterCommit: silent } as unknown as Tx;

let dir: string;
let kernel: Kernel;
const afters = new Map<string, (items: never, job: JobRun) => Promise<void>>();
const idOf = (hook: string) => `on-${hook.replace(':', '-').toLowerCase()}`.slice(0, 20).replace(/-$/, '');

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-examples-'));
  for (const { hook, example } of notes) {
    const folder = join(dir, idOf(hook));
    await mkdir(folder);
    const capabilities = ['media-steps', 'guards'].map((name) => ({ name, why: 'An example.' }));
    const picturerail = { manifestVersion: 1, id: idOf(hook), kind: 'plugin', displayName: hook, api: '^0.2.0', entry: './index.js', capabilities };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', type: 'module', picturerail }));
    await writeFile(join(folder, 'index.js'), `export default { setup(rail) {\n${example}\n} };\n`);
  }
  const after: Rail['after'] = (hook, run) => void afters.set(hook, run as never);
  kernel = createKernel({ log, contributions: [() => ({ after })] });
  const { packages } = await discoverPackages([dir]);
  await kernel.follow(packages, new Map(packages.map(({ id }) => [id, 0])));
});
afterAll(async () => {
  await kernel.stop();
  await rm(dir, { recursive: true });
});

/** Calls a hook as the core does. */
const call: Record<string, (hook: never) => unknown> = {
  notice: async (hook) => {
    await kernel.hooks.notify(hook, [item] as never);
    await afters.get(hook)?.([item] as never, { key: 'example' } as JobRun);
  },
  filter: (hook) => kernel.hooks.filter(hook, [{ ...item }] as never, { page: 1, viewer: item.viewer } as never),
  collect: (hook) => kernel.hooks.collect(hook, [item] as never),
  decide: (hook) => kernel.hooks.decide(hook, [item] as never, tx),
  guard: (hook) => kernel.hooks.guard(hook, [item] as never),
};

it('every hook of the core is described, and no other', () => {
  expect(notes.map(({ hook }) => hook).sort()).toEqual(Object.keys(coreHooks).sort());
});

describe.each(notes)('the example of $hook', ({ hook, text }) => {
  it('runs, and answers rightly', async () => {
    expect(text).not.toBe('');
    expect(kernel.plugins().find(({ id }) => id === idOf(hook))).toMatchObject({ state: 'active' });
    const { kind } = coreHooks[hook as keyof typeof coreHooks];
    const answer = await call[kind]?.(hook as never);
    if (kind !== 'notice') expect(answer).toHaveLength(1);
    expect(kernel.inspect(idOf(hook))?.strikes).toEqual([]);
    expect(afters.has(hook) || kernel.hooks.used(hook)).toBe(true);
  });
});
