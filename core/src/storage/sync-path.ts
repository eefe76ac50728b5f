import { open } from 'node:fs/promises';

/** Makes what was written to a file survive a power cut. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename in a directory survive a power cut. Some file systems cannot, and say so with EINVAL: then there is nothing to do. */
export async function syncDirectory(directory: string): Promise<void> {
  await syncFile(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EINVAL' && error.code !== 'EISDIR') throw error;
  });
}
