import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { painted } from './painted.ts';

export interface Library {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

interface Wanted {
  readonly files: number;
  readonly width: number;
  readonly height: number;
}

const perFolder = 50;

/** JPEGs with EXIF in folders of fifty, two deep; no two have the same bytes. */
export async function makeLibrary(folder: string, { files, width, height }: Wanted): Promise<Library> {
  const picture = await painted(width, height);
  let bytes = 0;
  for (let number = 0; number < files; number += 1) {
    const below = join(folder, `year ${Math.floor(number / perFolder / 10)}`, `album ${Math.floor(number / perFolder)}`);
    if (number % perFolder === 0) await mkdir(below, { recursive: true });
    const file = withComment(picture, String(number).padStart(14, '0'));
    bytes += file.length;
    await writeFile(join(below, `image ${number}.jpg`), file);
  }
  return { folder, files, bytes };
}

/** A comment segment behind the start of the image (ITU-T T.81, B.2.4.5). */
function withComment(jpeg: Buffer, text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, Buffer.from(text), jpeg.subarray(2)]);
}
