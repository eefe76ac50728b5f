import type { Reading } from '@picturerail/sdk';
import ExifReader, { type ExpandedTags } from 'exifreader';

/** What is embedded in one picture; a block that cannot be read is as good as none. */
export interface Embedded {
  readonly exif: Tags;
  readonly iptc: Tags;
  readonly xmp: Tags;
  readonly gps: { readonly latitude?: number; readonly longitude?: number; readonly altitude?: number };
}

/** Tags by the reader's names: shapes differ by tag, `tag-values.ts` reads them. */
export type Tags = Readonly<Record<string, unknown>>;

/** A packet above this is depth maps and editing history: reading it would take seconds and tell nothing. */
const longestXmp = 512 * 1024;
const longestSegment = 65_000;

const exifTags = [
  'Make',
  'Model',
  'LensMake',
  'LensModel',
  'FocalLength',
  'FocalLengthIn35mmFilm',
  'ExposureTime',
  'ExposureBiasValue',
  'FNumber',
  'ShutterSpeedValue',
  'ApertureValue',
  'ISOSpeedRatings',
  'PhotographicSensitivity',
  'DateTime',
  'DateTimeOriginal',
  'DateTimeDigitized',
  'OffsetTime',
  'OffsetTimeOriginal',
  'OffsetTimeDigitized',
  'SubSecTimeOriginal',
  'ImageDescription',
  'UserComment',
  'Artist',
  'Copyright',
  'XPTitle',
  'XPComment',
  'XPAuthor',
  'XPKeywords',
  'GPSStatus',
  'GPSDateStamp',
  'GPSTimeStamp',
];

const text = (value: string) => Buffer.from(value, 'latin1');

/** A JPEG of nothing but the segment that IPTC stands in: what the reader knows how to take apart. */
function jpegAround(iptc: Uint8Array): Buffer {
  const block = Buffer.from(iptc);
  const start = block.toString('latin1', 0, 13);
  const resource = (records: Buffer) => {
    const head = Buffer.from([0x04, 0x04, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32BE(records.length, 4);
    return Buffer.concat([text('8BIM'), head, records, Buffer.alloc(records.length % 2)]);
  };
  const resources = block[0] === 0x1c ? resource(block) : block;
  const payload = start === 'Photoshop 3.0' ? block : Buffer.concat([text('Photoshop 3.0\0'), resources]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(payload.length + 2);
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xed]), size, payload, Buffer.from([0xff, 0xda, 0, 2, 0xff, 0xd9])]);
}

/** The reader takes a packet for one by its wrapper, which some writers leave out. */
function wrapped(xmp: Uint8Array): Buffer {
  const packet = Buffer.from(xmp);
  return packet.toString('latin1', 0, 15) === '<?xpacket begin' ? packet : Buffer.concat([text('<?xpacket begin="" id=""?>'), packet]);
}

/** Malformed blocks make the reader throw in many ways. None of them is a reason to refuse the picture. */
function attempt(read: () => ExpandedTags): ExpandedTags {
  try {
    return read();
  } catch {
    return {};
  }
}

const asTags = (group: unknown): Tags => (typeof group === 'object' && group !== null ? (group as Tags) : {});

export function readEmbedded({ exif, iptc, xmp }: Reading['blocks']): Embedded {
  const fromExif = exif ? attempt(() => ExifReader.load(Buffer.from(exif), { expanded: true, includeTags: { exif: exifTags, gps: true } })) : {};
  const fromIptc =
    iptc && iptc.length <= longestSegment ? attempt(() => ExifReader.load(jpegAround(iptc), { expanded: true, includeTags: { iptc: true } })) : {};
  const fromXmp = xmp && xmp.length <= longestXmp ? attempt(() => ExifReader.load(wrapped(xmp), { expanded: true, includeTags: { xmp: true } })) : {};
  const { Latitude, Longitude, Altitude } = fromExif.gps ?? {};
  return {
    exif: asTags(fromExif.exif),
    iptc: asTags(fromIptc.iptc),
    xmp: asTags(fromXmp.xmp),
    gps: {
      ...(Latitude !== undefined && { latitude: Latitude }),
      ...(Longitude !== undefined && { longitude: Longitude }),
      ...(Altitude !== undefined && { altitude: Altitude }),
    },
  };
}
