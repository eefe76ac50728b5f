import type { FileHandle } from 'node:fs/promises';
import { jpegSize } from './jpeg-size.ts';
import { readTiffDirectory, readTiffHeader } from './tiff-directory.ts';

export interface HeaderSize {
  readonly width: number;
  readonly height: number;
}

/** Part of a file, shorter where the file ends. */
export async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** Width and height as the header claims them, read without decoding; null where it does not say, which the decoder then refuses. */
export async function headerSize(handle: FileHandle, mime: string): Promise<HeaderSize | null> {
  const read = readers[mime];
  return read === undefined ? null : read(await readAt(handle, 0, headBytes), handle);
}

const headBytes = 65_536;

type Reader = (head: Buffer, handle: FileHandle) => HeaderSize | null | Promise<HeaderSize | null>;

const readers: { readonly [mime: string]: Reader } = {
  'image/jpeg': (_head, handle) => jpegSize(handle),
  'image/png': (head) => (head.length < 24 ? null : { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }),
  'image/gif': (head) => (head.length < 10 ? null : { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }),
  'image/webp': webpSize,
  'image/tiff': tiffSize,
  'image/avif': avifSize,
};

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(head: Buffer): HeaderSize | null {
  if (head.length < 30) return null;
  const chunk = head.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return null;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

async function tiffSize(head: Buffer, handle: FileHandle): Promise<HeaderSize | null> {
  const header = readTiffHeader(head);
  if (header === null || header.big) return null;
  // Directories often stand behind the pixels.
  const near = header.offset + 4_096 <= head.length;
  const shift = near ? 0 : header.offset - 8;
  const bytes = near ? head : await readAt(handle, shift, 4_104);
  const directory = readTiffDirectory(bytes, header.little, header.offset - shift);
  const width = directory?.number(256);
  const height = directory?.number(257);
  return width === undefined || height === undefined ? null : { width, height };
}

/** The largest of the `ispe` properties (ISO/IEC 23008-12, 6.5.3): a grid's is the whole, tiles and previews are smaller. */
function avifSize(head: Buffer): HeaderSize | null {
  let largest: HeaderSize | null = null;
  for (let at = head.indexOf('ispe'); at !== -1 && at + 16 <= head.length; at = head.indexOf('ispe', at + 4)) {
    const found = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
    if (largest === null || found.width * found.height > largest.width * largest.height) largest = found;
  }
  return largest;
}
