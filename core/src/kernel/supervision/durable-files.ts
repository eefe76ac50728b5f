import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const unfinished = '.part';
/** Longer than writing one takes. */
const abandonedMs = 60_000;

/**
 * A small file that outlives the process: there as a whole or not at all, and on the disk when this returns. Synchronous,
 * because the next statement may be the last.
 */
export function writeDurably(dir: string, name: string, content: object): void {
  mkdirSync(dir, { recursive: true });
  const part = join(dir, `${name}.${process.pid}${unfinished}`);
  const descriptor = openSync(part, 'w', 0o600);
  try {
    writeSync(descriptor, JSON.stringify(content));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(part, join(dir, name));
}

export interface DurableFile {
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** All files of the folder, by name; what cannot be read is removed. */
export function readDurable(dir: string): DurableFile[] {
  mkdirSync(dir, { recursive: true });
  return readdirSync(dir)
    .toSorted()
    .flatMap((name) => {
      const file = join(dir, name);
      try {
        if (name.endsWith(unfinished)) {
          if (Date.now() - statSync(file).mtimeMs > abandonedMs) rmSync(file, { force: true });
          return [];
        }
        const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
        if (typeof content === 'object' && content !== null) return [{ name, content: content as Record<string, unknown> }];
      } catch (error) {
        // Another process was quicker to remove it.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      }
      rmSync(file, { force: true });
      return [];
    });
}

export const removeDurable = (dir: string, name: string): void => rmSync(join(dir, name), { force: true });

/** Where another process has not been quicker to do so, or to remove it. */
export function renameDurable(dir: string, from: string, to: string): void {
  try {
    renameSync(join(dir, from), join(dir, to));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
