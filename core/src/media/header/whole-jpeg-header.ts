import type { FileHandle } from 'node:fs/promises';
import { defaultLimits } from '../limits.ts';
import { readAt } from '../sniff/header-size.ts';
import { type JpegHeader, jpegHeader } from './jpeg-header.ts';
import { jpegIsWhole } from './jpeg-is-whole.ts';

const headBytes = 65_536;

/**
 * What a JPEG says of itself before its pixels, where it comes to the end of them; null where only its decoder can tell
 * what it is. Read where it is called: for who copies a file, a message to another process would cost more.
 */
export async function wholeJpegHeader(handle: FileHandle, bytes: number): Promise<JpegHeader | null> {
  const head = await readAt(handle, 0, Math.min(headBytes, bytes));
  const read = async (at: number, length: number) => (at + length <= head.length ? head.subarray(at, at + length) : readAt(handle, at, length));
  const header = await jpegHeader(read);
  if (header === null || header.width * header.height > defaultLimits.pixels) return null;
  return (await jpegIsWhole(read, header.pixelsAt, bytes)) ? header : null;
}
