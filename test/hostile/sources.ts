import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { paintImage } from '@picturerail/testing';
import sharp, { type Sharp } from 'sharp';

/** A whole picture that is going to be broken. */
export interface Source {
  readonly name: string;
  /** Without the dot, lower case. */
  readonly ext: string;
  readonly bytes: Buffer;
}

const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const exif = {
  IFD0: { Make: 'Rail', Model: 'One', Artist: 'Ana', ImageDescription: 'A description', Orientation: '6', Copyright: 'Nobody' },
  IFD2: { ExposureTime: '1/125', FNumber: '28/10', ISOSpeedRatings: '400', DateTimeOriginal: '2019:05:04 10:11:12', UserComment: 'A comment' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '8/1 20/1 0/1' },
};

const edge = 160;
const smallBytes = 160_000;

/** Small ones, so that ten thousand of them are read in minutes: painted in each format that is decoded, then real ones below the folder, if one is named. */
export async function mutationSources(photos: string | undefined): Promise<Source[]> {
  return [...(await painted()), ...(photos === undefined ? [] : await real(photos))];
}

async function painted(): Promise<Source[]> {
  const plain = () => sharp(Buffer.from(page), { density: 72 });
  const photo = await paintImage({ width: edge, height: 120, seed: 7 });
  const open = () => sharp(photo);
  const told = (picture: Sharp) => picture.withExif(exif).withXmp(xmp).withIccProfile('srgb');
  const frames = () => sharp([photo, photo, photo], { join: { animated: true } });
  const pictures: readonly (readonly [name: string, ext: string, picture: Sharp])[] = [
    ['baseline', 'jpg', told(open()).jpeg()],
    ['progressive', 'jpg', told(open()).jpeg({ progressive: true, chromaSubsampling: '4:4:4' })],
    ['printing inks', 'jpg', open().toColourspace('cmyk').withIccProfile('cmyk').jpeg()],
    ['told', 'png', told(open()).png()],
    ['interlaced', 'png', open().png({ progressive: true })],
    ['deep', 'png', open().toColourspace('rgb16').png({ palette: false })],
    ['palette', 'png', plain().png({ palette: true, colours: 16 })],
    ['still', 'gif', open().gif()],
    ['moving', 'gif', frames().gif({ delay: [20, 30, 40] })],
    ['lossy', 'webp', told(open()).webp()],
    ['lossless', 'webp', plain().webp({ lossless: true })],
    ['moving', 'webp', frames().webp({ delay: [20, 30, 40] })],
    ['told', 'avif', told(open()).avif({ effort: 0 })],
    ['plain', 'tiff', told(open()).tiff({ compression: 'none' })],
    ['packed', 'tiff', open().tiff({ compression: 'deflate', predictor: 'horizontal' })],
    ['tiled', 'tiff', open().tiff({ compression: 'lzw', tile: true, tileWidth: 64, tileHeight: 64, pyramid: true })],
    ['jpeg inside', 'tiff', open().tiff({ compression: 'jpeg' })],
    ['fax', 'tiff', open().toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 })],
  ];
  return Promise.all(pictures.map(async ([name, ext, picture]) => ({ name: `${name} ${ext}`, ext, bytes: await picture.toBuffer() })));
}

/** Half transparent, with hard edges. */
const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${edge}" height="120"><rect x="20" y="20" width="60" height="60" fill="#c33"/><circle cx="100" cy="60" r="40" fill="#339" fill-opacity=".5"/></svg>`;

async function real(photos: string): Promise<Source[]> {
  const found: Source[] = [];
  for (const folder of ['library', 'odd-metadata']) {
    const names = (await readdir(path.join(photos, folder), { recursive: true })).sort();
    for (const name of names) {
      const file = path.join(photos, folder, name);
      const { size } = await stat(file);
      const ext = path.extname(name).slice(1).toLowerCase();
      if (size > 0 && size <= smallBytes && /^(jpe?g|png|gif|webp|avif|tiff?)$/.test(ext)) found.push({ name, ext, bytes: await readFile(file) });
    }
  }
  return found;
}
