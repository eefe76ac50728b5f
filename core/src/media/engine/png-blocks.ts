import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { blockBytes } from '../limits.ts';

const inflated = promisify(inflate);

/** Chunks in front of and behind the pixels; a file of endless tiny chunks ends the search here. */
const chunksAtMost = 10_000;

export interface PngBlocks {
  exif: Buffer | null;
  iptc: Buffer | null;
  xmp: Buffer | null;
}

/** Metadata of a PNG: the chunk `eXIf`, XMP in `iTXt`, and the hexadecimal profiles that ImageMagick writes. */
export async function pngBlocks(file: string): Promise<PngBlocks> {
  const blocks: PngBlocks = { exif: null, iptc: null, xmp: null };
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(8);
    for (let at = 8, count = 0; count < chunksAtMost; count += 1) {
      if ((await handle.read(header, 0, 8, at)).bytesRead < 8) break;
      const length = header.readUInt32BE(0);
      const type = header.toString('latin1', 4, 8);
      if (type === 'IEND') break;
      if (['eXIf', 'iTXt', 'tEXt', 'zTXt'].includes(type) && length <= blockBytes * 2) {
        const body = Buffer.alloc(length);
        const { bytesRead } = await handle.read(body, 0, length, at + 8);
        await takeChunk(blocks, type, body.subarray(0, bytesRead));
      }
      at += 12 + length;
    }
  } finally {
    await handle.close();
  }
  return blocks;
}

async function takeChunk(blocks: PngBlocks, type: string, body: Buffer): Promise<void> {
  if (type === 'eXIf') {
    blocks.exif = body;
    return;
  }
  const keywordEnd = body.indexOf(0);
  if (keywordEnd === -1) return;
  const keyword = body.toString('latin1', 0, keywordEnd);
  const text = await textOf(type, body.subarray(keywordEnd + 1)).catch(() => null);
  if (text === null) return;
  if (keyword === 'XML:com.adobe.xmp') blocks.xmp ??= text;
  if (keyword === 'Raw profile type xmp') blocks.xmp ??= fromHex(text);
  if (keyword === 'Raw profile type exif' || keyword === 'Raw profile type APP1') takeProfile(blocks, fromHex(text));
  if (keyword === 'Raw profile type iptc') blocks.iptc ??= fromHex(text);
}

/** `APP1` profiles hold either of two things, told apart by their beginning. */
function takeProfile(blocks: PngBlocks, profile: Buffer): void {
  if (profile.toString('latin1', 0, 4) === 'http') blocks.xmp ??= profile.subarray(profile.indexOf(0) + 1);
  else blocks.exif ??= profile;
}

async function textOf(type: string, rest: Buffer): Promise<Buffer> {
  if (type === 'tEXt') return rest;
  if (type === 'zTXt') return inflated(rest.subarray(1), { maxOutputLength: blockBytes * 2 });
  // iTXt: compression flag, method, language, translated keyword, text.
  const afterLanguage = rest.indexOf(0, 2) + 1;
  const text = rest.subarray(rest.indexOf(0, afterLanguage) + 1);
  return rest[0] === 1 ? inflated(text, { maxOutputLength: blockBytes }) : text;
}

/** A line with the name, a line with the length, lines of hexadecimal digits. */
const fromHex = (text: Buffer) => Buffer.from(text.toString('latin1').trim().split('\n').slice(2).join('').replaceAll(/\s/g, ''), 'hex');
