import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '#doctor';
import type { Config } from '../read-config.ts';

const others = 0o077;

/** Whether what must stay secret is its owner's alone. */
export const configChecks = (config: Pick<Config, 'dataDir' | 'database'>): Check[] => [
  {
    name: 'permissions of files',
    codes: { 'file-open': "Files that hold secrets may be read by others on this machine; mended, they are their owner's alone (mode 0600)." },
    async *run({ repair }) {
      const { database } = config;
      const files = database.kind === 'sqlite' ? [database.file, `${database.file}-wal`, `${database.file}-shm`] : [];
      for (const file of [join(config.dataDir, 'secret.key'), ...files]) {
        const found = await stat(file).catch(() => null);
        if (found === null || (found.mode & others) === 0) continue;
        if (repair) await chmod(file, 0o600);
        yield { code: 'file-open', what: file, repaired: repair };
      }
    },
  },
];
