import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { childrenOf, cpuSeconds, heldBytes } from './used.ts';

it.skipIf(process.platform !== 'linux')('a process is known by what it has taken and by who started it', async () => {
  const child = spawn(process.execPath, ['-e', 'for (let n = 0; n < 5e8; n += 1); console.log("ready"); setInterval(() => {}, 1000)'], { stdio: 'pipe' });
  try {
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    expect(await cpuSeconds(pid)).toBeGreaterThan(0.1);
    expect(await heldBytes(pid)).toBeGreaterThan(5_000_000);
    expect((await childrenOf(process.pid)).find((one) => one.pid === pid)?.words).toContain('-e');
    expect(await childrenOf(pid)).toEqual([]);
  } finally {
    child.kill();
  }
});
