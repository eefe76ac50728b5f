import type { Sniffed } from './sniffed.ts';
import { types } from './types.ts';

const heic = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];

/** Files of boxes (ISO/IEC 14496-12): which picture or video it is stands in the brands of the first box. */
export function sniffBoxes(bytes: Buffer): Sniffed | null {
  const type = bytes.toString('latin1', 4, 8);
  // QuickTime files older than the standard begin with any box of theirs.
  if (['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(type)) return types.mov;
  if (type !== 'ftyp' || bytes.length < 12) return null;
  const brands = brandsOf(bytes);
  const major = brands[0] ?? '';
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return types.avif;
  if (brands.some((brand) => heic.includes(brand))) return types.heic;
  if (brands.some((brand) => brand === 'mif1' || brand === 'msf1')) return types.heif;
  if (major === 'crx ') return types.cr3;
  if (major === 'qt  ') return types.mov;
  return major.startsWith('3g') ? types.gpp : types.mp4;
}

/** Major brand first, then the compatible ones. */
function brandsOf(bytes: Buffer): string[] {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
  return brands;
}
