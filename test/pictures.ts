import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { paintImage } from '@picturerail/testing';

/** A small picture in a file, another one for each number. */
export async function putPicture(file: string, number: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await paintImage({ width: 96, height: 64, seed: number, description: `Number ${number}` }));
}
