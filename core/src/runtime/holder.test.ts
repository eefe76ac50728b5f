import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { isGone, thisProcess } from './holder.ts';

it('a process of this machine is known to be gone, of another machine nothing is known', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(isGone(`${hostname()} ${child.pid} 0`)).toBe(true);
  expect(isGone(`elsewhere ${child.pid} 0`)).toBe(false);
  expect(isGone(thisProcess)).toBe(false);
  expect(isGone('')).toBe(false);
});

it.skipIf(process.platform !== 'linux')('a process whose number another one has by now is gone', () => {
  expect(isGone(`${hostname()} ${process.pid} 1`)).toBe(true);
  expect(isGone(`${hostname()} ${process.pid} 0`)).toBe(false);
});
