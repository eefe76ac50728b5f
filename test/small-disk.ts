import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk of its own for one test, in memory. */
export interface SmallDisk {
  readonly dir: string;
  /** Takes the room that is left, but for so many bytes. */
  fill(leave?: number): Promise<void>;
  free(): Promise<void>;
  setReadOnly(readOnly: boolean): void;
  remove(): Promise<void>;
}

/** Mounting takes root; where CI is set the tests must run and fail without it. */
export const canMount = process.platform === 'linux' && (process.getuid?.() === 0 || process.env.CI !== undefined);

const filler = 'filler';

export async function mountDisk(megabytes: number): Promise<SmallDisk> {
  const dir = await mkdtemp(path.join(tmpdir(), 'picturerail-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir]);
  return {
    dir,
    fill: async (leave = 0) => {
      const file = await open(path.join(dir, filler), 'a');
      try {
        for (;;) {
          const { bavail, bsize } = await statfs(dir);
          const take = Math.min(bavail * bsize - leave, 2 ** 20);
          if (take <= 0) return;
          await file.write(Buffer.alloc(take));
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    free: () => rm(path.join(dir, filler), { force: true }),
    setReadOnly: (readOnly) => void execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, dir]),
    remove: async () => {
      execFileSync('umount', ['-l', dir]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
