import { readFile, stat } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { blockBytes } from '../limits.ts';
import type { MetadataBlocks } from '../measured.ts';
import { pngBlocks } from './png-blocks.ts';

const exifPrefix = 'Exif\0\0';

/** The blocks of metadata as they are embedded: what sharp finds, and what it does not look for. */
export async function metadataBlocks(file: string, mime: string, found: Metadata): Promise<MetadataBlocks> {
  const blocks = { exif: found.exif ?? null, iptc: found.iptc ?? null, xmp: found.xmp ?? null };
  if (mime === 'image/png') Object.assign(blocks, withoutNulls(await pngBlocks(file)));
  // A TIFF file is itself the structure that other formats embed.
  if (mime === 'image/tiff' && blocks.exif === null && (await stat(file)).size <= blockBytes) blocks.exif = await readFile(file);
  return { exif: bounded(withoutPrefix(blocks.exif)), iptc: bounded(blocks.iptc), xmp: bounded(blocks.xmp) };
}

function withoutPrefix(exif: Buffer | null): Buffer | null {
  return exif?.toString('latin1', 0, exifPrefix.length) === exifPrefix ? exif.subarray(exifPrefix.length) : exif;
}

const bounded = (block: Buffer | null) => (block === null || block.length === 0 || block.length > blockBytes ? null : new Uint8Array(block));

const withoutNulls = (blocks: object) => Object.fromEntries(Object.entries(blocks).filter(([, block]) => block !== null));
