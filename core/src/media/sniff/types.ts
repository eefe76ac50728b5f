import type { Sniffed } from './sniffed.ts';

const of =
  (kind: Sniffed['kind'], readable: boolean) =>
  (mime: string, ext: string, name: string): Sniffed => ({ mime, ext, kind, readable, name });
const picture = of('image', true);
const otherPicture = of('image', false);
const video = of('video', false);
const raw = of('raw', false);
const other = of('other', false);

/** Every type this gallery tells apart. */
export const types = {
  jpeg: picture('image/jpeg', 'jpg', 'JPEG image'),
  png: picture('image/png', 'png', 'PNG image'),
  gif: picture('image/gif', 'gif', 'GIF image'),
  webp: picture('image/webp', 'webp', 'WebP image'),
  tiff: picture('image/tiff', 'tif', 'TIFF image'),
  avif: picture('image/avif', 'avif', 'AVIF image'),

  heic: otherPicture('image/heic', 'heic', 'HEIC image'),
  heif: otherPicture('image/heif', 'heif', 'HEIF image'),
  bmp: otherPicture('image/bmp', 'bmp', 'BMP image'),
  jp2: otherPicture('image/jp2', 'jp2', 'JPEG 2000 image'),
  jxl: otherPicture('image/jxl', 'jxl', 'JPEG XL image'),
  psd: otherPicture('image/vnd.adobe.photoshop', 'psd', 'Photoshop document'),
  ico: otherPicture('image/vnd.microsoft.icon', 'ico', 'icon file'),
  exr: otherPicture('image/x-exr', 'exr', 'OpenEXR image'),

  nef: raw('image/x-nikon-nef', 'nef', 'Nikon RAW image'),
  cr2: raw('image/x-canon-cr2', 'cr2', 'Canon RAW image'),
  cr3: raw('image/x-canon-cr3', 'cr3', 'Canon RAW image'),
  crw: raw('image/x-canon-crw', 'crw', 'Canon RAW image'),
  arw: raw('image/x-sony-arw', 'arw', 'Sony RAW image'),
  dng: raw('image/x-adobe-dng', 'dng', 'DNG RAW image'),
  raf: raw('image/x-fuji-raf', 'raf', 'Fujifilm RAW image'),
  orf: raw('image/x-olympus-orf', 'orf', 'Olympus RAW image'),
  rw2: raw('image/x-panasonic-rw2', 'rw2', 'Panasonic RAW image'),
  pef: raw('image/x-pentax-pef', 'pef', 'Pentax RAW image'),
  srw: raw('image/x-samsung-srw', 'srw', 'Samsung RAW image'),
  x3f: raw('image/x-sigma-x3f', 'x3f', 'Sigma RAW image'),
  mrw: raw('image/x-minolta-mrw', 'mrw', 'Minolta RAW image'),

  mp4: video('video/mp4', 'mp4', 'MP4 video'),
  mov: video('video/quicktime', 'mov', 'QuickTime video'),
  gpp: video('video/3gpp', '3gp', '3GP video'),
  avi: video('video/x-msvideo', 'avi', 'AVI video'),
  mkv: video('video/x-matroska', 'mkv', 'Matroska video'),
  webm: video('video/webm', 'webm', 'WebM video'),
  mpeg: video('video/mpeg', 'mpg', 'MPEG video'),
  mts: video('video/mp2t', 'mts', 'AVCHD video'),
  wmv: video('video/x-ms-wmv', 'wmv', 'Windows Media video'),
  flv: video('video/x-flv', 'flv', 'Flash video'),
  ogv: video('video/ogg', 'ogv', 'Ogg video'),

  svg: other('image/svg+xml', 'svg', 'SVG drawing'),
  html: other('text/html', 'html', 'web page'),
  xml: other('application/xml', 'xml', 'XML document'),
  php: other('application/x-php', 'php', 'PHP program'),
  script: other('text/x-shellscript', 'sh', 'script'),
  text: other('text/plain', 'txt', 'text file'),
  pdf: other('application/pdf', 'pdf', 'PDF document'),
  zip: other('application/zip', 'zip', 'ZIP archive'),
  gzip: other('application/gzip', 'gz', 'compressed archive'),
  sevenZip: other('application/x-7z-compressed', '7z', 'compressed archive'),
  rar: other('application/vnd.rar', 'rar', 'compressed archive'),
  program: other('application/octet-stream', 'bin', 'program'),
  audio: other('audio/mpeg', 'mp3', 'sound file'),
} as const satisfies Record<string, Sniffed>;
