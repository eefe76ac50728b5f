import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { hashFile } from '#storage';

/** Of a file that is named by its bytes; a link is not followed. */
export async function sha256Of(file: Buffer): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return (await hashFile(handle.createReadStream({ highWaterMark: 2 ** 20, autoClose: false }))).sha256;
  } finally {
    await handle.close();
  }
}
