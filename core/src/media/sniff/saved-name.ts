import { extname } from 'node:path';
import { types } from './types.ts';

const all = Object.values(types);
/** What pictures and films are called: their own endings, and the other ones in use for the same. */
const harmless = new Set([...all.filter(({ kind }) => kind !== 'other').map(({ ext }) => ext), 'jpeg', 'jpe', 'jfif', 'tiff', 'nrw', 'm4v', 'mpeg', 'm2ts']);

/**
 * The name under which an original is saved by who downloads it. Where its ending is not one of a picture or a film, that
 * of its type follows: what is a picture and a web page besides must not be opened as the page.
 */
export function savedName(fileName: string, mime: string): string {
  if (harmless.has(extname(fileName).slice(1).toLowerCase())) return fileName;
  return `${fileName}.${all.find((one) => one.mime === mime)?.ext ?? 'bin'}`;
}
