import { writeFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPaintShop, type PaintShop } from '../testing.ts';
import { pngBlocks } from './png-blocks.ts';

let shop: PaintShop;
beforeAll(async () => {
  shop = await openPaintShop();
});
afterAll(() => shop.close());

function chunk(type: string, body: Buffer | string): Buffer {
  const bytes = Buffer.from(body as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  // Nobody who looks for metadata checks the sum at the end.
  return Buffer.concat([length, Buffer.from(type), bytes, Buffer.alloc(4)]);
}

async function blocksOf(...chunks: Buffer[]) {
  await writeFile(shop.at('x.png'), Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, chunk('IEND', '')]));
  const { exif, iptc, xmp } = await pngBlocks(shop.at('x.png'));
  return { exif: exif?.toString('latin1') ?? null, iptc: iptc?.toString('latin1') ?? null, xmp: xmp?.toString('latin1') ?? null };
}

const none = { exif: null, iptc: null, xmp: null };
const profile = (name: string, bytes: string) => `\n${name}\n      ${bytes.length}\n${Buffer.from(bytes).toString('hex')}\n`;
const packed = (keyword: string, text: string) => chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]));

test('EXIF stands in a chunk of its own', async () => {
  expect(await blocksOf(chunk('IHDR', 'x'.repeat(13)), chunk('eXIf', 'MM*'))).toEqual({ ...none, exif: 'MM*' });
});

test('XMP stands in an international text, packed or not', async () => {
  expect(await blocksOf(chunk('iTXt', 'XML:com.adobe.xmp\0\0\0en\0keyword\0<xmp/>'))).toEqual({ ...none, xmp: '<xmp/>' });
  const deflated = Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync('<xmp/>')]);
  expect(await blocksOf(chunk('iTXt', deflated))).toEqual({ ...none, xmp: '<xmp/>' });
});

test('profiles in hexadecimal digits are read, as some programs write them', async () => {
  expect(await blocksOf(packed('Raw profile type exif', profile('exif', 'Exif\0\0MM')))).toEqual({ ...none, exif: 'Exif\0\0MM' });
  expect(await blocksOf(packed('Raw profile type APP1', profile('generic', 'http://ns.adobe.com/xap/1.0/\0<xmp/>')))).toEqual({ ...none, xmp: '<xmp/>' });
  expect(await blocksOf(chunk('tEXt', `Raw profile type iptc\0${profile('iptc', '8BIM')}`))).toEqual({ ...none, iptc: '8BIM' });
  expect(await blocksOf(packed('Raw profile type xmp', profile('xmp', '<xmp/>')))).toEqual({ ...none, xmp: '<xmp/>' });
});

test('other texts, broken ones, and a bomb are passed over', async () => {
  expect(await blocksOf(chunk('tEXt', 'Comment\0hello'), chunk('tEXt', 'no end'), packed('Comment', 'x'))).toEqual(none);
  expect(await blocksOf(chunk('zTXt', 'Raw profile type exif\0\0not packed'))).toEqual(none);
  expect(await blocksOf(packed('Raw profile type exif', ' '.repeat(40_000_000)))).toEqual(none);
});

test('a file cut off between chunks ends the search', async () => {
  await writeFile(shop.at('cut.png'), Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'));
  expect(await pngBlocks(shop.at('cut.png'))).toEqual(none);
});
