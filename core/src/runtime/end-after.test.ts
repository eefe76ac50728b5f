import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const built = new URL('../../dist/runtime/index.js', import.meta.url);

it('ends a process that loops for ever', async () => {
  const code = `import { endAfter } from ${JSON.stringify(built.href)}; endAfter(200); for (;;);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});
