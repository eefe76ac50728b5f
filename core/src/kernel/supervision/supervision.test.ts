import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attribute } from '../hooks/attribution.ts';
import { createKernel } from '../kernel.ts';
import { discoverPackages } from '../packages/discover-packages.ts';
import { createSupervision, type Supervision } from './supervision.ts';

const { packages } = await discoverPackages([join(import.meta.dirname, '../fixtures')]);
const errors: unknown[] = [];
const log = {
  debug() {},
  info() {},
  warn() {},
  error: (_message: string, data?: object) => void errors.push((data as { error?: unknown } | undefined)?.error),
};
const wanted = (...ids: string[]) => new Map(ids.map((id) => [id, 0]));

let dataDir: string;
let supervision: Supervision;
beforeEach(async () => {
  errors.length = 0;
  dataDir = await mkdtemp(join(tmpdir(), 'picturerail-supervision-'));
  supervision = createSupervision({ dataDir, log });
});
afterEach(() => rm(dataDir, { recursive: true }));

test('an error that comes when the call is long over is led back to the plugin by its stack', async () => {
  const kernel = createKernel({ log, counters: supervision });
  await kernel.follow(packages, wanted('works', 'fails-later'), { journal: supervision.starting });
  await kernel.hooks.notify('images:imported', [{ imageId: 1, version: 1 }]);
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expect(supervision.whose(errors[0])).toEqual({ plugin: 'fails-later', where: 'its own code, after its call was over' });
  expect(supervision.whose(new Error('of the core'))).toBeUndefined();
  expect(supervision.whose('no error at all')).toBeUndefined();
  await kernel.stop();
});

test('what nobody handles counts for the plugin whose code runs', () => {
  const blame = () => attribute({ plugin: 'bad', where: 'hook "images:list"' }, () => supervision.blame(new Error('late')));
  expect([blame(), blame()]).toMatchObject([{ plugin: 'bad', count: 1 }, { count: 2 }]);
  expect(supervision.blame(new Error('of the core'))).toBeUndefined();
  expect(supervision.strikes.of('bad')).toMatchObject([
    { where: 'hook "images:list"', count: 2, last: 'The plugin "bad" failed in hook "images:list": late.' },
  ]);
  expect(supervision.usage.drain()).toMatchObject([{ plugin: 'bad', calls: 0, faults: 2 }]);
});
