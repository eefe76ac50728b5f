import type { FileHandle } from 'node:fs/promises';
import type { HeaderSize } from './header-size.ts';

/** A file of endless tiny segments ends the search here. */
const segmentsAtMost = 2_000;

/** The size in the first start-of-frame segment, hopping from segment to segment (ITU-T T.81, annex B). */
export async function jpegSize(handle: FileHandle): Promise<HeaderSize | null> {
  const segment = Buffer.alloc(9);
  for (let at = 2, count = 0; count < segmentsAtMost; count += 1) {
    const { bytesRead } = await handle.read(segment, 0, segment.length, at);
    if (bytesRead < segment.length || segment[0] !== 0xff) return null;
    const marker = segment[1] ?? 0;
    if (isStartOfFrame(marker)) return { width: segment.readUInt16BE(7), height: segment.readUInt16BE(5) };
    if (marker === 0xda || marker === 0xd9) return null;
    // Any number of 0xff may stand in front of a marker, and some markers have no length.
    at += marker === 0xff ? 1 : hasNoLength(marker) ? 2 : 2 + segment.readUInt16BE(2);
  }
  return null;
}

export const isStartOfFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
export const hasNoLength = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
