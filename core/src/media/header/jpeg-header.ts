import { blockBytes } from '../limits.ts';
import type { MetadataBlocks } from '../measured.ts';
import { hasNoLength, isStartOfFrame } from '../sniff/jpeg-size.ts';
import { readTiffDirectory, readTiffHeader } from '../sniff/tiff-directory.ts';

export interface JpegHeader {
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  readonly blocks: MetadataBlocks;
  /** Where the first scan begins. */
  readonly pixelsAt: number;
}

/** Part of a file, shorter where the file ends. */
export type ReadAt = (at: number, length: number) => Promise<Buffer>;

/** A file of endless tiny segments ends the search here. */
const segmentsAtMost = 2_000;
const startOfScan = 0xda;
const endOfImage = 0xd9;
const app1 = 0xe1;
const app13 = 0xed;
const orientationTag = 0x112;
const exifMark = 'Exif\0\0';
const xmpMark = 'http://ns.adobe.com/xap/1.0/\0';
const iptcMark = 'Photoshop ';

interface Found {
  exif: Buffer | null;
  iptc: Buffer | null;
  xmp: Buffer | null;
}

/** Size and metadata in the segments before the pixels (ITU-T T.81, annex B); null where they do not say, which the decoder then judges. */
export async function jpegHeader(read: ReadAt): Promise<JpegHeader | null> {
  const found: Found = { exif: null, iptc: null, xmp: null };
  let frame: Buffer | null = null;
  let at = 2;
  for (let count = 0; count < segmentsAtMost; count += 1) {
    const segment = await read(at, 9);
    if (segment.length < 9 || segment[0] !== 0xff) return null;
    const marker = segment[1] ?? 0;
    if (marker === startOfScan) return frame && isUsual(frame) ? upright(frame, found, at) : null;
    if (marker === endOfImage) return null;
    if (isStartOfFrame(marker)) frame ??= segment;
    if (marker === 0xff || hasNoLength(marker)) {
      // Any number of 0xff may stand in front of a marker, and some markers have no length.
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = segment.readUInt16BE(2);
    if (marker === app1 || marker === app13) take(found, marker, await read(at + 4, length - 2));
    at += 2 + length;
  }
  return null;
}

/** The first of each kind counts, as it does for the decoder. */
function take(found: Found, marker: number, body: Buffer): void {
  const mark = body.toString('latin1', 0, xmpMark.length);
  if (marker === app13) {
    if (mark.startsWith(iptcMark)) found.iptc ??= body;
  } else if (mark.startsWith(exifMark)) found.exif ??= body.subarray(exifMark.length);
  else if (mark === xmpMark) found.xmp ??= body.subarray(xmpMark.length);
}

/** Baseline, extended or progressive, 8 bits deep; whether others can be decoded, only decoding tells. */
const isUsual = (frame: Buffer) => (frame[1] ?? 0) <= 0xc2 && frame[4] === 8;

function upright(frame: Buffer, { exif, iptc, xmp }: Found, pixelsAt: number): JpegHeader | null {
  const [height, width] = [frame.readUInt16BE(5), frame.readUInt16BE(7)];
  // A height of none stands in a segment behind the pixels.
  if (width === 0 || height === 0) return null;
  const blocks = { exif: bounded(exif), iptc: bounded(iptc), xmp: bounded(xmp) };
  return liesOnItsSide(exif) ? { width: height, height: width, blocks, pixelsAt } : { width, height, blocks, pixelsAt };
}

const bounded = (block: Buffer | null): Uint8Array | null => (block === null || block.length === 0 || block.length > blockBytes ? null : new Uint8Array(block));

function liesOnItsSide(exif: Buffer | null): boolean {
  const header = exif && readTiffHeader(exif);
  if (!exif || !header || header.big) return false;
  const orientation = readTiffDirectory(exif, header.little, header.offset)?.number(orientationTag) ?? 1;
  return orientation >= 5 && orientation <= 8;
}
