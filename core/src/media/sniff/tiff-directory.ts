/** Tags of the first directory of a TIFF structure (TIFF 6.0, section 2), as far as the given bytes reach. */
export interface TiffDirectory {
  /** The first value of a tag of integers. */
  number(tag: number): number | undefined;
  text(tag: number): string | undefined;
  has(tag: number): boolean;
}

const tagBytes = 12;
const widths: { readonly [type: number]: 1 | 2 | 4 } = { 1: 1, 2: 1, 3: 2, 4: 4, 13: 4 };

/** Null where there is no directory in reach. */
export function readTiffDirectory(bytes: Buffer, little: boolean, offset: number): TiffDirectory | null {
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  if (offset < 8 || offset + 2 > bytes.length) return null;
  const places = new Map<number, number>();
  const count = u16(offset);
  for (let index = 0; index < count; index += 1) {
    const at = offset + 2 + index * tagBytes;
    if (at + tagBytes > bytes.length) break;
    places.set(u16(at), at);
  }
  return {
    has: (tag) => places.has(tag),
    number: (tag) => {
      const at = places.get(tag);
      const width = at === undefined ? undefined : widths[u16(at + 2)];
      if (at === undefined || width === undefined) return undefined;
      return width === 2 ? u16(at + 8) : width === 4 ? u32(at + 8) : bytes[at + 8];
    },
    text: (tag) => {
      const at = places.get(tag);
      if (at === undefined) return undefined;
      const length = u32(at + 4);
      const start = length <= 4 ? at + 8 : u32(at + 8);
      return bytes.toString('latin1', start, Math.min(start + length, bytes.length)).replace(/\0.*$/s, '');
    },
  };
}

/** Byte order and place of the first directory; null where this is no TIFF structure. BigTIFF has another layout and is told by `big`. */
export function readTiffHeader(bytes: Buffer): { readonly little: boolean; readonly offset: number; readonly big: boolean } | null {
  if (bytes.length < 8) return null;
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  const magic = little ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2);
  if (magic !== 42 && magic !== 43) return null;
  return { little, offset: little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4), big: magic === 43 };
}
