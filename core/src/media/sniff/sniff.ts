import { sniffBoxes } from './sniff-boxes.ts';
import { sniffText } from './sniff-text.ts';
import { sniffTiff } from './sniff-tiff.ts';
import type { Sniffed } from './sniffed.ts';
import { types } from './types.ts';

/** Bytes of a file's beginning that {@link sniff} wants to see. */
export const sniffBytes = 4_096;

type Rule = readonly [type: Sniffed, at: number, signature: string];

/** Signatures as Latin-1, in order; https://en.wikipedia.org/wiki/List_of_file_signatures and the formats' own papers. */
const rules: readonly Rule[] = [
  [types.jpeg, 0, '\xff\xd8\xff'],
  [types.png, 0, '\x89PNG\r\n\x1a\n'],
  [types.gif, 0, 'GIF87a'],
  [types.gif, 0, 'GIF89a'],
  [types.webp, 8, 'WEBP'],
  [types.avi, 8, 'AVI '],
  [types.orf, 0, 'IIRO'],
  [types.orf, 0, 'IIRS'],
  [types.orf, 0, 'MMOR'],
  [types.rw2, 0, 'IIU\0'],
  [types.raf, 0, 'FUJIFILMCCD-RAW'],
  [types.crw, 6, 'HEAPCCDR'],
  [types.x3f, 0, 'FOVb'],
  [types.mrw, 0, '\0MRM'],
  [types.psd, 0, '8BPS'],
  [types.jp2, 0, '\0\0\0\x0cjP  \r\n\x87\n'],
  [types.jp2, 0, '\xff\x4f\xff\x51'],
  [types.jxl, 0, '\0\0\0\x0cJXL \r\n\x87\n'],
  [types.jxl, 0, '\xff\x0a'],
  [types.ico, 0, '\0\0\x01\0'],
  [types.exr, 0, 'v/1\x01'],
  [types.mpeg, 0, '\0\0\x01\xba'],
  [types.mpeg, 0, '\0\0\x01\xb3'],
  [types.wmv, 0, '0&\xb2u\x8ef\xcf\x11'],
  [types.flv, 0, 'FLV\x01'],
  [types.ogv, 0, 'OggS'],
  [types.pdf, 0, '%PDF-'],
  [types.zip, 0, 'PK\x03\x04'],
  [types.gzip, 0, '\x1f\x8b'],
  [types.sevenZip, 0, "7z\xbc\xaf'\x1c"],
  [types.rar, 0, 'Rar!\x1a\x07'],
  [types.program, 0, '\x7fELF'],
  [types.program, 0, '\xcf\xfa\xed\xfe'],
  [types.audio, 0, 'ID3'],
];

/** What a file is by its first bytes; null where they say nothing. A name is never asked. */
export function sniff(head: Uint8Array): Sniffed | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  return sniffSignature(bytes) ?? sniffBoxes(bytes) ?? sniffTiff(bytes) ?? sniffOdd(bytes) ?? sniffText(bytes);
}

function sniffSignature(bytes: Buffer): Sniffed | null {
  const text = bytes.toString('latin1', 0, 32);
  const rule = rules.find(([, at, signature]) => text.startsWith(signature, at) && (at !== 8 || text.startsWith('RIFF')));
  return rule?.[0] ?? null;
}

/** Types whose signature is weak, so that more than it is looked at. */
function sniffOdd(bytes: Buffer): Sniffed | null {
  const text = bytes.toString('latin1');
  if (text.startsWith('\x1aE\xdf\xa3')) return text.includes('webm') ? types.webm : types.mkv;
  if (text.startsWith('BM') && bytes.length >= 26 && bytes.readUInt32LE(6) === 0) return types.bmp;
  if (text.startsWith('MZ') && bytes.includes(0)) return types.program;
  const packets = [0, 188, 376].every((at) => bytes[at] === 0x47);
  const stampedPackets = [4, 196, 388].every((at) => bytes[at] === 0x47);
  return packets || stampedPackets ? types.mts : null;
}
