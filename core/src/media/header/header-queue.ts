import type { DecodePool } from '../decode/decode-pool.ts';
import type { MediaLimits } from '../limits.ts';
import type { Looked } from './header.ts';

interface Waiting {
  readonly file: string | Buffer;
  readonly resolve: (looked: Looked) => void;
  readonly reject: (error: unknown) => void;
}

/** Files told to a decode process at once: a message for each would cost more than the reading. */
const together = 32;

/** Reads headers in decode processes, those that are asked for in the same moment together. */
export function createHeaderQueue(pool: DecodePool, limits: MediaLimits): (file: string | Buffer) => Promise<Looked> {
  let waiting: Waiting[] = [];

  const send = async (batch: readonly Waiting[]) => {
    try {
      const looked = await pool.run({ kind: 'headers', file: String(batch[0]?.file), files: batch.map(({ file }) => file), limits });
      batch.forEach(({ resolve, reject }, index) => {
        const one = looked[index];
        if (one) resolve(one);
        else reject(new RangeError('a decode process answered for fewer files than it was asked for'));
      });
    } catch (error) {
      // What one file did to all is found out one by one.
      if (batch.length > 1) for (const one of batch) void send([one]);
      else batch[0]?.reject(error);
    }
  };
  const flush = () => {
    const all = waiting;
    waiting = [];
    for (let start = 0; start < all.length; start += together) void send(all.slice(start, start + together));
  };
  return (file) =>
    new Promise((resolve, reject) => {
      waiting.push({ file, resolve, reject });
      if (waiting.length === 1) setImmediate(flush);
    });
}
