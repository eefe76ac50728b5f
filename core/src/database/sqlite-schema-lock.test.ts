import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { lockSqliteSchema } from './sqlite-schema-lock.ts';

it('is waited for as long as it takes, and not longer than was said', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'picturerail-lock-'));
  const file = join(dir, 'gallery.sqlite');
  const done: string[] = [];
  const took =
    (name: string, ms = 0) =>
    async () => {
      await delay(ms);
      done.push(name);
    };
  try {
    // Longer than it is tried for to open a database that others open too: a backup of a large gallery takes minutes.
    const first = lockSqliteSchema(file, 60, took('first', 8_000));
    await delay(100);
    const waiting = [lockSqliteSchema(file, 60, took('later')), lockSqliteSchema(file, 60, took('later'))];
    await expect(lockSqliteSchema(file, 0.3, took('never'))).rejects.toMatchObject({ code: 'database-busy' });
    await Promise.all([first, ...waiting]);
    expect(done).toEqual(['first', 'later', 'later']);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
