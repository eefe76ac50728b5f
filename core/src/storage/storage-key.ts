import path from 'node:path';
import { badKey } from './errors.ts';

/** Files being written; a folder of this name is never listed and no key reaches into it. */
export const partsFolder = '.parts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const control = /[\u0000-\u001f\u007f]/;

/** The path of a key below a folder; refuses whatever could leave the folder or be taken differently by another file system. */
export function pathOfKey(folder: string, key: string): string {
  const segments = key.split('/');
  if (segments[0] === partsFolder) throw badKey(key, `"${partsFolder}" is the driver's own folder`);
  for (const segment of segments) checkSegment(key, segment);
  return path.join(folder, ...segments);
}

function checkSegment(key: string, segment: string): void {
  if (segment === '' || segment === '.' || segment === '..') throw badKey(key, 'segments between "/" must not be empty, "." or ".."');
  if (control.test(segment)) throw badKey(key, 'it holds a control character');
  if (segment.includes('\\')) throw badKey(key, 'it holds a backslash');
  if (Buffer.byteLength(segment) > 255) throw badKey(key, 'a segment is longer than 255 bytes');
}
