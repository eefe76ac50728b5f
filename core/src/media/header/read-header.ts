import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fileEmpty, fileTooLarge, tooManyPixels } from '../errors.ts';
import type { MediaLimits } from '../limits.ts';
import { readAt } from '../sniff/header-size.ts';
import { sniff, sniffBytes } from '../sniff/sniff.ts';
import type { Looked } from './header.ts';
import { jpegHeader } from './jpeg-header.ts';

const headBytes = 65_536;

/** Opens a file, never a link, and reads what its beginning says. Answers always. */
export async function readHeader(file: string | Uint8Array, limits: MediaLimits): Promise<Looked> {
  try {
    const handle = await open(typeof file === 'string' ? file : Buffer.from(file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await look(handle, limits);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { outcome: 'unreadable', errno: code ?? '', reason: message };
  }
}

async function look(handle: FileHandle, limits: MediaLimits): Promise<Looked> {
  const stat = await handle.stat();
  if (!stat.isFile()) return { outcome: 'other', sniffed: null };
  if (stat.size === 0) return refused(fileEmpty());
  if (stat.size > limits.bytes) return refused(fileTooLarge(stat.size, limits.bytes));
  const head = await readAt(handle, 0, Math.min(headBytes, stat.size));
  const sniffed = sniff(head.subarray(0, sniffBytes));
  if (!sniffed?.readable) return { outcome: 'other', sniffed };
  const state = { bytes: stat.size, mtimeMs: stat.mtimeMs, headHash: createHash('sha256').update(head).digest('base64url') };
  if (sniffed.mime !== 'image/jpeg') return { outcome: 'decode', sniffed, ...state };
  const header = await jpegHeader(async (at, length) => (at + length <= head.length ? head.subarray(at, at + length) : readAt(handle, at, length)));
  if (header === null) return { outcome: 'decode', sniffed, ...state };
  const { width, height, blocks } = header;
  if (width * height > limits.pixels) return refused(tooManyPixels(width, height, limits.pixels));
  return { outcome: 'picture', sniffed, ...state, width, height, blocks };
}

const refused = ({ code, message }: { readonly code: string; readonly message: string }): Looked => ({ outcome: 'refused', code, reason: message });
