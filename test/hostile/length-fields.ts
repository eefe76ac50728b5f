/** Where a file says how long a part of itself is. */
export interface LengthField {
  readonly at: number;
  readonly width: 2 | 4;
  readonly little: boolean;
}

const atMost = 400;

/** The length fields of a picture, as far as its structure can be followed; empty where it cannot. */
export function lengthFields(bytes: Buffer): LengthField[] {
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8')) return jpegSegments(bytes);
  if (head.startsWith('\x89PNG')) return chunks(bytes, { start: 8, behind: 12, sizeAt: 0, little: false });
  if (head.startsWith('RIFF')) return [{ at: 4, width: 4, little: true }, ...chunks(bytes, { start: 12, behind: 8, sizeAt: 4, little: true })];
  if (head.slice(4, 8) === 'ftyp') return boxes(bytes, 0, bytes.length);
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return tiffEntries(bytes);
  return [];
}

function jpegSegments(bytes: Buffer): LengthField[] {
  const found: LengthField[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && found.length < atMost; at += 2 + bytes.readUInt16BE(at + 2)) {
    found.push({ at: at + 2, width: 2, little: false });
    if (bytes[at + 1] === 0xda) break;
  }
  return found;
}

interface Chunks {
  readonly start: number;
  /** Bytes of a chunk beside its content. */
  readonly behind: number;
  readonly sizeAt: number;
  readonly little: boolean;
}

function chunks(bytes: Buffer, { start, behind, sizeAt, little }: Chunks): LengthField[] {
  const found: LengthField[] = [];
  for (let at = start; at + 8 <= bytes.length && found.length < atMost; ) {
    found.push({ at: at + sizeAt, width: 4, little });
    const length = little ? bytes.readUInt32LE(at + sizeAt) : bytes.readUInt32BE(at + sizeAt);
    at += behind + length + (little ? length % 2 : 0);
  }
  return found;
}

const containers = new Set(['meta', 'iprp', 'ipco', 'iinf', 'iref', 'dinf']);

function boxes(bytes: Buffer, start: number, end: number): LengthField[] {
  const found: LengthField[] = [];
  for (let at = start; at + 8 <= end && found.length < atMost; ) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    found.push({ at, width: 4, little: false });
    if (size < 8) break;
    // Full boxes have four bytes of version and flags, and the list of items its count, before what they contain.
    const skipped = type === 'meta' ? 12 : type === 'iinf' ? 14 : 8;
    if (containers.has(type)) found.push(...boxes(bytes, at + skipped, Math.min(end, at + size)));
    at += size;
  }
  return found;
}

/** Counts and values (which are offsets where they do not fit) of the first directories. */
function tiffEntries(bytes: Buffer): LengthField[] {
  const little = bytes[0] === 0x49;
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const found: LengthField[] = [{ at: 4, width: 4, little }];
  for (let at = u32(4), directories = 0; at > 0 && at + 2 <= bytes.length && directories < 4; directories += 1) {
    const entries = u16(at);
    found.push({ at, width: 2, little });
    for (let entry = 0; entry < entries && at + 14 + entry * 12 <= bytes.length; entry += 1) {
      found.push({ at: at + 6 + entry * 12, width: 4, little }, { at: at + 10 + entry * 12, width: 4, little });
    }
    const next = at + 2 + entries * 12;
    if (next + 4 > bytes.length) break;
    found.push({ at: next, width: 4, little });
    at = u32(next);
  }
  return found.slice(0, atMost);
}
