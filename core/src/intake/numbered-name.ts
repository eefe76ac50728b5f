import path from 'node:path';

const longest = 120;

/** The name itself at first, then `name-2.jpg`, `name-3.jpg`; never longer than 120 bytes. */
export function numberedName(fileName: string, attempt: number): string {
  if (attempt === 0) return fileName;
  const { name, ext } = path.parse(fileName);
  const tail = `-${attempt + 1}${ext}`;
  return `${cut(name, longest - Buffer.byteLength(tail))}${tail}`;
}

/** At most so many bytes, without half a character at the end. */
function cut(text: string, bytes: number): string {
  let kept = '';
  for (const char of text) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(char) > bytes) break;
    kept += char;
  }
  return kept;
}
