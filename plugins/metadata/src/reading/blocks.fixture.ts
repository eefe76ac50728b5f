/** Blocks as cameras and programs embed them, built by hand so that each test shows what it is about. */

type Ascii = string;
type Rational = readonly [number, number];
/** `[tag, value]`: a text is ASCII, a number SHORT, pairs are RATIONAL, bytes UNDEFINED. */
export type Entry = readonly [tag: number, value: Ascii | number | readonly Rational[] | Uint8Array];

const types = { ascii: 2, short: 3, rational: 5, undefined: 7 };

function encoded(value: Entry[1]): { type: number; count: number; bytes: Buffer } {
  if (typeof value === 'string') return { type: types.ascii, count: Buffer.byteLength(value) + 1, bytes: Buffer.from(`${value}\0`) };
  if (typeof value === 'number') return { type: types.short, count: 1, bytes: Buffer.from(new Uint16Array([value]).buffer) };
  if (value instanceof Uint8Array) return { type: types.undefined, count: value.length, bytes: Buffer.from(value) };
  return { type: types.rational, count: value.length, bytes: Buffer.from(new Uint32Array(value.flat()).buffer) };
}

interface Directories {
  readonly image?: readonly Entry[];
  readonly exif?: readonly Entry[];
  readonly gps?: readonly Entry[];
}

/** A little-endian TIFF structure of up to three directories. */
export function exifBlock({ image = [], exif = [], gps = [] }: Directories): Uint8Array {
  const pointers = [...(exif.length > 0 ? [0x8769] : []), ...(gps.length > 0 ? [0x8825] : [])];
  const sizeOf = (entries: number) => 2 + entries * 12 + 4;
  const bodyOf = (entries: readonly Entry[]) =>
    entries.reduce((sum, [, value]) => sum + (encoded(value).bytes.length > 4 ? encoded(value).bytes.length : 0), 0);
  const imageAt = 8;
  const exifAt = imageAt + sizeOf(image.length + pointers.length) + bodyOf(image);
  const gpsAt = exifAt + (exif.length > 0 ? sizeOf(exif.length) + bodyOf(exif) : 0);

  const directory = (at: number, entries: readonly Entry[], children: readonly (readonly [number, number])[] = []): Buffer => {
    const count = entries.length + children.length;
    const head = Buffer.alloc(sizeOf(count));
    const bodies: Buffer[] = [];
    let bodyAt = at + head.length;
    head.writeUInt16LE(count, 0);
    for (const [index, [tag, value]] of entries.entries()) {
      const place = 2 + index * 12;
      const { type, count: values, bytes } = encoded(value);
      head.writeUInt16LE(tag, place);
      head.writeUInt16LE(type, place + 2);
      head.writeUInt32LE(values, place + 4);
      if (bytes.length <= 4) bytes.copy(head, place + 8);
      else {
        head.writeUInt32LE(bodyAt, place + 8);
        bodies.push(bytes);
        bodyAt += bytes.length;
      }
    }
    for (const [index, [tag, target]] of children.entries()) {
      const place = 2 + (entries.length + index) * 12;
      head.writeUInt16LE(tag, place);
      head.writeUInt16LE(4, place + 2);
      head.writeUInt32LE(1, place + 4);
      head.writeUInt32LE(target, place + 8);
    }
    return Buffer.concat([head, ...bodies]);
  };

  const header = Buffer.from([0x49, 0x49, 42, 0, imageAt, 0, 0, 0]);
  const children = pointers.map((tag) => [tag, tag === 0x8769 ? exifAt : gpsAt] as const);
  return Buffer.concat([
    header,
    directory(imageAt, image, children),
    ...(exif.length > 0 ? [directory(exifAt, exif)] : []),
    ...(gps.length > 0 ? [directory(gpsAt, gps)] : []),
  ]);
}

export const tag = {
  imageDescription: 0x010e,
  make: 0x010f,
  model: 0x0110,
  dateTime: 0x0132,
  artist: 0x013b,
  copyright: 0x8298,
  xpTitle: 0x9c9b,
  xpKeywords: 0x9c9e,
  exposureTime: 0x829a,
  fNumber: 0x829d,
  iso: 0x8827,
  dateTimeOriginal: 0x9003,
  dateTimeDigitized: 0x9004,
  offsetTime: 0x9010,
  offsetTimeOriginal: 0x9011,
  shutterSpeed: 0x9201,
  apertureValue: 0x9202,
  focalLength: 0x920a,
  subSecTimeOriginal: 0x9291,
  focalLength35: 0xa405,
  lensModel: 0xa434,
  userComment: 0x9286,
  latitudeRef: 1,
  latitude: 2,
  longitudeRef: 3,
  longitude: 4,
  altitudeRef: 5,
  altitude: 6,
  gpsTime: 7,
  gpsStatus: 9,
  gpsDate: 0x1d,
} as const;

export const utf16 = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'utf16le');

/** IPTC records of the application part; `utf8` declares their encoding. */
export function iptcBlock(records: readonly (readonly [number, string])[], { utf8 = true, bare = false } = {}): Uint8Array {
  const record = (part: number, dataset: number, bytes: Buffer) => {
    const head = Buffer.from([0x1c, part, dataset, 0, 0]);
    head.writeUInt16BE(bytes.length, 3);
    return Buffer.concat([head, bytes]);
  };
  const all = Buffer.concat([
    ...(utf8 ? [record(1, 90, Buffer.from([0x1b, 0x25, 0x47]))] : []),
    ...records.map(([dataset, text]) => record(2, dataset, Buffer.from(text, utf8 ? 'utf8' : 'latin1'))),
  ]);
  if (bare) return all;
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(all.length, head.length - 4);
  return Buffer.concat([head, all, Buffer.alloc(all.length % 2)]);
}

/** An XMP packet around the properties of one description. */
export const xmpBlock = (properties: string, { wrapper = true } = {}): Uint8Array => {
  const meta = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:tiff="http://ns.adobe.com/tiff/1.0/">${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  return Buffer.from(wrapper ? `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>${meta}<?xpacket end="w"?>` : meta);
};

export const alternatives = (name: string, texts: Readonly<Record<string, string>>): string =>
  `<${name}><rdf:Alt>${Object.entries(texts)
    .map(([lang, text]) => `<rdf:li xml:lang="${lang}">${text}</rdf:li>`)
    .join('')}</rdf:Alt></${name}>`;

export const list = (name: string, kind: 'Bag' | 'Seq', texts: readonly string[]): string =>
  `<${name}><rdf:${kind}>${texts.map((text) => `<rdf:li>${text}</rdf:li>`).join('')}</rdf:${kind}></${name}>`;

/** The blocks of a JPEG file, from its segments before the picture. */
export function blocksOfJpeg(file: Buffer): { exif?: Uint8Array; iptc?: Uint8Array; xmp?: Uint8Array } {
  const blocks: { exif?: Uint8Array; iptc?: Uint8Array; xmp?: Uint8Array } = {};
  const xmpStart = 'http://ns.adobe.com/xap/1.0/\0';
  for (let at = 2; file[at] === 0xff && file[at + 1] !== 0xda; at += 2 + file.readUInt16BE(at + 2)) {
    const body = file.subarray(at + 4, at + 2 + file.readUInt16BE(at + 2));
    const start = body.toString('latin1', 0, xmpStart.length);
    if (start.startsWith('Exif\0\0')) blocks.exif ??= body.subarray(6);
    if (start === xmpStart) blocks.xmp ??= body.subarray(xmpStart.length);
    if (start.startsWith('Photoshop 3.0')) blocks.iptc ??= body;
  }
  return blocks;
}

/** A JPEG with these blocks in it, as a camera would have written it. */
export function embedded(jpeg: Buffer, { exif, iptc, xmp }: { readonly exif?: Uint8Array; readonly iptc?: Uint8Array; readonly xmp?: Uint8Array }): Buffer {
  const segment = (marker: number, start: string, body: Uint8Array | undefined) => {
    if (!body) return Buffer.alloc(0);
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(2 + start.length + body.length, 2);
    return Buffer.concat([head, Buffer.from(start, 'latin1'), body]);
  };
  const segments = [segment(0xe1, 'Exif\0\0', exif), segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', xmp), segment(0xed, '', iptc)];
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}
