import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fileEmpty, fileTooLarge, tooManyPixels } from '../errors.ts';
import type { MediaLimits } from '../limits.ts';
import { readAt } from '../sniff/header-size.ts';
import { sniff, sniffBytes } from '../sniff/sniff.ts';
import type { Looked } from './header.ts';
import { jpegHeader } from './jpeg-header.ts';
import { jpegIsWhole } from './jpeg-is-whole.ts';

const headBytes = 65_536;

interface Asked {
  readonly limits: MediaLimits;
  readonly whole: boolean;
}

/** Opens a file, never a link, and reads what its beginning says; asked for a whole one, leaves to its decoder what does not come to its end. Answers always. */
export async function readHeader(file: string | Uint8Array, asked: Asked): Promise<Looked> {
  try {
    const handle = await open(typeof file === 'string' ? file : Buffer.from(file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await look(handle, asked);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { outcome: 'unreadable', errno: code ?? '', reason: message };
  }
}

async function look(handle: FileHandle, { limits, whole }: Asked): Promise<Looked> {
  const stat = await handle.stat();
  if (!stat.isFile()) return { outcome: 'other', sniffed: null };
  if (stat.size === 0) return refused(fileEmpty());
  if (stat.size > limits.bytes) return refused(fileTooLarge(stat.size, limits.bytes));
  const head = await readAt(handle, 0, Math.min(headBytes, stat.size));
  const sniffed = sniff(head.subarray(0, sniffBytes));
  if (!sniffed?.readable) return { outcome: 'other', sniffed };
  const state = { bytes: stat.size, mtimeMs: stat.mtimeMs, headHash: createHash('sha256').update(head).digest('base64url') };
  if (sniffed.mime !== 'image/jpeg') return { outcome: 'decode', sniffed, ...state };
  const read = async (at: number, length: number) => (at + length <= head.length ? head.subarray(at, at + length) : readAt(handle, at, length));
  const header = await jpegHeader(read);
  if (header === null) return { outcome: 'decode', sniffed, ...state };
  const { width, height, blocks, pixelsAt } = header;
  if (width * height > limits.pixels) return refused(tooManyPixels(width, height, limits.pixels));
  if (whole && !(await jpegIsWhole(read, pixelsAt, stat.size))) return { outcome: 'decode', sniffed, ...state };
  return { outcome: 'picture', sniffed, ...state, width, height, blocks };
}

const refused = ({ code, message }: { readonly code: string; readonly message: string }): Looked => ({ outcome: 'refused', code, reason: message });
