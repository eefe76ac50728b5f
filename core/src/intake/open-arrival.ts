import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { defaultLimits, refusalOf, type Sniffed, sniff } from '#media';
import type { NotTaken } from './arrival.ts';
import { noPicture, whyUnreadable } from './errors.ts';

export interface Opened {
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly sniffed: Sniffed;
}

const headBytes = 4_100;
const pictureName = /\.(jpe?g|jpe|jfif|png|gif|webp|tiff?|avif|bmp|heic|heif)$/i;

/**
 * Opens a file and looks at its first bytes. Neither a link put in its place is followed, nor a pipe waited for; the
 * bytes that are looked at are the ones that are copied.
 */
export async function openArrival(file: string | Buffer, fileName: string): Promise<Opened | NotTaken> {
  let handle: FileHandle;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    return { outcome: 'failed', code: 'intake-unreadable', reason: whyUnreadable(cause) };
  }
  try {
    const looked = await lookAt(handle, fileName);
    if ('outcome' in looked) await handle.close();
    return looked;
  } catch (cause) {
    await handle.close();
    return { outcome: 'failed', code: 'intake-unreadable', reason: whyUnreadable(cause) };
  }
}

async function lookAt(handle: FileHandle, fileName: string): Promise<Opened | NotTaken> {
  const stat = await handle.stat();
  if (!stat.isFile()) return { outcome: 'skipped', code: 'intake-not-a-file', reason: 'It is not a file.' };
  if (stat.size === 0) return { outcome: 'refused', code: 'intake-empty', reason: 'The file is empty.' };
  if (stat.size > defaultLimits.bytes)
    return { outcome: 'refused', code: 'intake-too-large', reason: `The file has ${stat.size} bytes; at most ${defaultLimits.bytes} are taken.` };
  const head = Buffer.alloc(Math.min(headBytes, stat.size));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const sniffed = sniff(head.subarray(0, bytesRead));
  if (sniffed?.readable) return { handle, bytes: stat.size, mtimeMs: stat.mtimeMs, sniffed };
  return turnedAway(sniffed, fileName);
}

/** A file that promises a picture by its name and is none is refused; what promises nothing is passed over. */
export function turnedAway(sniffed: Sniffed | null, fileName: string): NotTaken {
  const promised = pictureName.test(fileName);
  const { code, message: reason } = refusalOf(sniffed) ?? noPicture();
  if (code === 'media-no-reader') return { outcome: 'unread', code, reason };
  return promised || sniffed?.mime === 'image/svg+xml'
    ? { outcome: 'refused', code, reason }
    : { outcome: 'skipped', code: 'intake-no-picture', reason: 'It is not a picture.' };
}
