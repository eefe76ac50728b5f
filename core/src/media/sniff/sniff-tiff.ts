import type { Sniffed } from './sniffed.ts';
import { readTiffDirectory, readTiffHeader, type TiffDirectory } from './tiff-directory.ts';
import { types } from './types.ts';

const tag = { subfileType: 254, compression: 259, make: 271, subDirectories: 330, dngVersion: 50706 };

/** Compressions only cameras use (https://exiftool.org/TagNames/EXIF.html#Compression). */
const rawCompressions: { readonly [code: number]: Sniffed } = { 32767: types.arw, 32770: types.srw, 34713: types.nef, 65535: types.pef };

const makers: readonly (readonly [string, Sniffed])[] = [
  ['NIKON', types.nef],
  ['SONY', types.arw],
  ['PENTAX', types.pef],
  ['RICOH', types.pef],
  ['SAMSUNG', types.srw],
];

/** TIFF files, and the RAW files that are built like one. */
export function sniffTiff(bytes: Buffer): Sniffed | null {
  const header = readTiffHeader(bytes);
  if (header === null) return null;
  if (bytes.toString('latin1', 8, 10) === 'CR') return types.cr2;
  const directory = header.big ? null : readTiffDirectory(bytes, header.little, header.offset);
  return (directory === null ? null : rawOf(directory)) ?? types.tiff;
}

/** A RAW file's first directory is a small preview whose full picture hangs below it, or says a compression of cameras. */
function rawOf(directory: TiffDirectory): Sniffed | null {
  if (directory.has(tag.dngVersion)) return types.dng;
  const byCompression = rawCompressions[directory.number(tag.compression) ?? 0];
  if (byCompression !== undefined) return byCompression;
  const isPreview = ((directory.number(tag.subfileType) ?? 0) & 1) === 1;
  if (!isPreview || !directory.has(tag.subDirectories)) return null;
  const make = (directory.text(tag.make) ?? '').toUpperCase();
  return makers.find(([name]) => make.startsWith(name))?.[1] ?? null;
}
