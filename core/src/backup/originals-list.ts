import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createLocalStorage } from '#storage';
import { linesOf } from './lines.ts';
import { originalsList } from './manifest.ts';
import { parsed } from './rows-as-lines.ts';

/** An original as a backup has it, a line of its list. */
export interface KeptOriginal {
  readonly id: number;
  /** Where it lies below `originals`; empty where nobody knows. */
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The gallery itself does not have it. */
  readonly missing?: true;
  /** These are not the bytes that were taken in. */
  readonly changed?: true;
}

const isKept = (value: unknown): value is KeptOriginal => {
  const { id, key, bytes, sha256 } = (value ?? {}) as Record<string, unknown>;
  return Number.isSafeInteger(id) && typeof key === 'string' && Number.isSafeInteger(bytes) && typeof sha256 === 'string';
};

/** All that a list names; null for a line that names none. */
export async function* originalsIn(file: string): AsyncIterable<KeptOriginal | null> {
  for await (const lines of linesOf(createReadStream(file))) {
    for (const line of lines) {
      const value = parsed(line);
      yield isKept(value) ? value : null;
    }
  }
}

/** Originals of another backup, asked for in the order of ids. */
export interface Source {
  /** The local file that holds this content for this image; null where there is none. */
  find(id: number, sha256: string): Promise<string | null>;
  close(): Promise<void>;
}

/** A folder without a list has nothing. */
export function openSource(folder: string): Source {
  const stored = createLocalStorage(path.join(folder, 'originals'));
  const entries = originalsIn(path.join(folder, originalsList))[Symbol.asyncIterator]();
  let at: KeptOriginal | null = null;
  let over = false;
  const next = async () => {
    const { value, done } = await entries.next().catch(() => ({ value: null, done: true as const }));
    at = (value as KeptOriginal | null | undefined) ?? null;
    // What follows a line that was cut off is of no use.
    over = done === true || at === null;
  };
  return {
    find: async (id, sha256) => {
      while (!over && (at === null || at.id < id)) await next();
      if (over || at === null || at.id !== id || at.sha256 !== sha256 || at.missing) return null;
      return stored.localPath(at.key);
    },
    close: async () => void (await entries.return?.()),
  };
}
