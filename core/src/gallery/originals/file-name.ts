import path from 'node:path';

const longest = 120;
// Windows reserves these in any letter case, with any ending, and with spaces before it.
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;
// What one file system or another refuses, separators, and characters that make a name look like another one.
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd\p{Cs}\\/:*?"<>|]/gu;

/** The name an original gets from the one it came with: NFC, nothing a file system reserves, at most 120 bytes. */
export const fileNameFor = (original: string): string => fit(original, 'image');

/** Name of an album's directory. */
export const directoryNameFor = (title: string): string => fit(title, 'album');

/** What makes two names the same in a directory on any file system. */
export const fileKey = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');

/** `name 2`, `name 3.jpg`: the same name for the `n`th time in one directory. */
export function numbered(name: string, n: number): string {
  if (n < 2) return name;
  const { stem, ending } = split(name);
  const tail = ` ${n}${ending}`;
  return cut(stem, longest - Buffer.byteLength(tail)).trimEnd() + tail;
}

function fit(given: string, empty: string): string {
  const cleaned = given
    .normalize('NFC')
    .replace(unfit, '-')
    // A leading dot hides a file, and belongs to the gallery's own directories; Windows drops dots and spaces at the end.
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const name = reserved.test(cleaned) ? `_${cleaned}` : cleaned;
  const { stem, ending } = split(name === '' ? empty : name);
  return cut(stem, longest - Buffer.byteLength(ending)).replace(/[\s.]+$/, '') + ending;
}

/** An ending of at most 16 bytes is kept whole where a name is cut. */
function split(name: string): { stem: string; ending: string } {
  const ending = path.extname(name);
  return Buffer.byteLength(ending) > 16 ? { stem: name, ending: '' } : { stem: name.slice(0, name.length - ending.length), ending };
}

/** At most so many bytes, without half a character at the end. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}
