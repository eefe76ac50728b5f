import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '#storage';

const idRule = /^[0-9a-f]{32}$/;

export const newUploadId = (): string => randomBytes(16).toString('hex');
export const isUploadId = (text: string): boolean => idRule.test(text);

/** Where the bytes of an upload lie until it is taken in. Ids are ours, and no path gets here by another way. */
export function uploadFile({ uploadsDir }: Pick<Storage, 'uploadsDir'>, id: string): string {
  if (!isUploadId(id)) throw new TypeError(`"${id}" is no id of an upload.`);
  return path.join(uploadsDir, id);
}

export async function makeUploadFile(storage: Pick<Storage, 'uploadsDir'>, id: string): Promise<void> {
  await mkdir(storage.uploadsDir, { recursive: true });
  await (await open(uploadFile(storage, id), 'wx', 0o600)).close();
}

/** How many bytes are here; null where there is no such file any more. */
export const bytesHere = (storage: Pick<Storage, 'uploadsDir'>, id: string): Promise<number | null> =>
  stat(uploadFile(storage, id)).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );

export const openToWrite = (storage: Pick<Storage, 'uploadsDir'>, id: string) => open(uploadFile(storage, id), constants.O_WRONLY | constants.O_NOFOLLOW);

export const removeUploadFile = (storage: Pick<Storage, 'uploadsDir'>, id: string): Promise<void> => rm(uploadFile(storage, id), { force: true });

/** Ids of the files that lie there. */
export const uploadFiles = async ({ uploadsDir }: Pick<Storage, 'uploadsDir'>): Promise<string[]> =>
  (await readdir(uploadsDir).catch(() => [])).filter(isUploadId);

/** Bytes that the disk below the uploads has left for us. */
export async function freeBytes({ uploadsDir }: Pick<Storage, 'uploadsDir'>): Promise<number> {
  await mkdir(uploadsDir, { recursive: true });
  const { bavail, bsize } = await statfs(uploadsDir);
  return bavail * bsize;
}
