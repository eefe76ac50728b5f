import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextIdOf } from './copy/next-ids.ts';
import { openDatabase } from './open-database.ts';
import { type Found, runSteps, type Steps } from './run-steps.ts';
import type { Database, Tx } from './sql.ts';

type Step = (tx: Tx) => Promise<unknown>;

let dir: string;
const opened: Database[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-steps-'));
});
afterAll(async () => {
  for (const one of opened) await one.close();
  await rm(dir, { recursive: true, force: true });
});

const open = async (): Promise<Database> => {
  const database = await openDatabase({ kind: 'sqlite', file: join(dir, 'gallery.sqlite') });
  opened.push(database);
  return database;
};

const table =
  (name: string): Step =>
  (tx) =>
    tx.run(`CREATE TABLE ${name} (id INTEGER)`);

test('tables that another process is just making for the first time are not taken for those of an earlier version', async () => {
  const [first, second] = [await open(), await open()];
  const asked: string[] = [];
  const steps = (found: readonly Found<Step>[], whose: string): Steps<Step> => ({
    owner: 'core',
    found,
    run: async (tx, step) => void (await step(tx)),
    before: async (pending) => void asked.push(`${whose}: ${pending}`),
  });
  const found = (name: string, load: Found<Step>['load']): Found<Step> => ({ owner: 'core', name, load });
  const all = (later: Found<Step>['load']) => [found('0001-first', async () => [table('one')]), found('0002-second', later)];
  let meanwhile: Promise<unknown> = Promise.resolve();
  // Between the two, when the first one is through and nothing of the second is begun.
  const reached = async () => {
    meanwhile = runSteps(
      second,
      steps(
        all(async () => [table('two')]),
        'second',
      ),
    );
    await delay(200);
    return [table('two')];
  };
  const report = await runSteps(first, steps(all(reached), 'first'));
  await meanwhile;
  expect(report.applied).toEqual(['0001-first', '0002-second']);
  expect(asked).toEqual([]);
  await runSteps(second, steps([...all(async () => []), found('0003-third', async () => [table('three')])], 'second'));
  expect(asked).toEqual(['second: 0003-third']);
});

test('where no table counts its rows yet, none has a next id', async () => {
  const database = await open();
  expect(await nextIdOf(database.read, 'one')).toBeNull();
});
