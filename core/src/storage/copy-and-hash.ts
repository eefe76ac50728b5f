import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

export interface Hashed {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Fails once more than this has been read, so that an endless stream ends. */
  readonly maxBytes?: number;
}

const chunkBytes = 2 ** 20;

/** Copies a local file, a stream or chunks to a new local file, hashing on the way; memory stays constant. The target must not exist. */
export async function copyAndHash(from: string | Readable | AsyncIterable<Buffer>, to: string, options: CopyOptions = {}): Promise<Hashed> {
  const target = await open(to, 'wx', 0o644);
  try {
    return await pump(from, options, (chunk) => writeWhole(target, chunk));
  } finally {
    await target.close();
  }
}

/** SHA-256 and length of a local file or a stream. */
export const hashFile = (file: string | Readable, options: CopyOptions = {}): Promise<Hashed> => pump(file, options, async () => {});

async function pump(from: string | Readable | AsyncIterable<Buffer>, options: CopyOptions, take: (chunk: Buffer) => Promise<void>): Promise<Hashed> {
  const hash = createHash('sha256');
  let bytes = 0;
  const source = typeof from === 'string' ? createReadStream(from, { highWaterMark: chunkBytes }) : from;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      options.signal?.throwIfAborted();
      bytes += chunk.length;
      if (bytes > (options.maxBytes ?? Number.POSITIVE_INFINITY)) throw new RangeError(`more than ${options.maxBytes} bytes`);
      hash.update(chunk);
      await take(chunk);
    }
  } finally {
    if ('destroy' in source) source.destroy();
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function writeWhole(target: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await target.write(chunk, at)).bytesWritten;
}
