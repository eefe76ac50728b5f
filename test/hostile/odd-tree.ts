import { mkdir, writeFile } from 'node:fs/promises';
import { paintImage } from '@picturerail/testing';

const slash = Buffer.from('/');

/** The path of names below a folder, as bytes. */
export const below = (folder: string, ...names: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([Buffer.from(folder), ...names.flatMap((name) => [slash, Buffer.from(name)])]);

/** Different pictures as fast as they can be written: one painted, with a comment of its own behind its first two bytes. */
export async function numberedPictures(): Promise<(number: number) => Buffer> {
  const picture = await paintImage({ width: 64, height: 48 });
  return (number) => {
    const comment = Buffer.alloc(12);
    comment.writeUInt16BE(0xfffe, 0);
    comment.writeUInt16BE(10, 2);
    comment.writeDoubleBE(number, 4);
    return Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]);
  };
}

/** Makes folders on the way. */
export async function put(folder: string, names: readonly (string | Buffer)[], bytes: Uint8Array | string): Promise<void> {
  await mkdir(below(folder, ...names.slice(0, -1)), { recursive: true });
  await writeFile(below(folder, ...names), bytes);
}
