import type { FileHandle } from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { isGalleryError } from '@picturerail/sdk';
import type { Actor } from '#gallery';
import { wholeJpegHeader } from '#media';
import { workingName } from '#runtime';
import { copyAndHash, hashFile, withPlainPath } from '#storage';
import type { NotTaken, SourceFile } from './arrival.ts';
import { damagedOnTheWay } from './errors.ts';
import { faultOfImage } from './fault-of-image.ts';
import type { Intake } from './intake.ts';
import { knownImages } from './known-images.ts';
import { type Opened, openArrival } from './open-arrival.ts';
import { storeFailed } from './outage.ts';
import { type PictureFacts, unknownColor } from './picture-facts.ts';
import type { Prepared } from './prepared.ts';

/** Everything that takes time and touches no row: sniff, copy while hashing, look at it. Leaves a temporary file only where it answers `fresh`; none where nothing is to be copied, and then it is nowhere. */
export async function prepareArrival<A extends SourceFile>(i: Intake, actor: Actor, arrival: A, { copy = true } = {}): Promise<Prepared<A>> {
  const rejected = (taken: NotTaken): Prepared<A> => ({ kind: 'rejected', arrival, taken });
  const opened = await openArrival(arrival.file, arrival.fileName);
  if ('outcome' in opened) return rejected(opened);
  const file = copy ? workingName(i.storage.tmpDir, 'arrival') : '';
  try {
    const prepared = await copyAndLook(i, arrival, { actor, opened, file });
    if (copy && prepared.kind !== 'fresh') await rm(file, { force: true });
    return prepared;
  } catch (error) {
    if (copy) await rm(file, { force: true });
    if (isGalleryError(error) && error.status < 500) return rejected({ outcome: 'refused', code: error.code, reason: error.message });
    return rejected(storeFailed(i, arrival.fileName, error));
  } finally {
    await opened.handle.close();
  }
}

interface Work {
  readonly actor: Actor;
  readonly opened: Opened;
  readonly file: string;
}

async function copyAndLook<A extends SourceFile>(i: Intake, arrival: A, { actor, opened, file }: Work): Promise<Prepared<A>> {
  const header = await headerOf(opened);
  const { sha256, bytes } = file === '' ? await hashFile(Readable.from(chunksOf(opened))) : await copyAndHash(chunksOf(opened), file);
  if (await changedSince(opened, opened.handle, bytes)) {
    return {
      kind: 'rejected',
      arrival,
      taken: { outcome: 'failed', code: 'intake-changing', reason: 'It changed while it was being copied; try again when it is complete.' },
    };
  }
  if (arrival.sha256 !== undefined && arrival.sha256 !== sha256) throw damagedOnTheWay();
  const imageId = (await knownImages(i, actor, [sha256])).get(sha256);
  if (imageId !== undefined) {
    // Bytes that turned out to be damaged after they were taken in are refused when they come again.
    const fault = await faultOfImage(i, imageId);
    if (fault !== null) throw fault;
    return { kind: 'known', arrival, sha256, bytes, imageId };
  }
  return { kind: 'fresh', arrival, file, sha256, bytes, facts: header ?? (await measured(i, file === '' ? arrival.file : file)) };
}

const measured = (i: Intake, file: string | Buffer) => withPlainPath(i.storage.tmpDir, Buffer.from(file as string), (plain) => i.media.measure(plain));

/** A JPEG is decoded by a job, unless its header or its end leaves doubts: then, as all others, it is before it is taken. */
async function headerOf({ handle, bytes, sniffed: { mime } }: Opened): Promise<PictureFacts | null> {
  if (mime !== 'image/jpeg') return null;
  const header = await wholeJpegHeader(handle, bytes);
  return header && { mime, width: header.width, height: header.height, blocks: header.blocks, color: unknownColor, thumbHash: null };
}

async function changedSince(opened: Opened, handle: FileHandle, copied: number): Promise<boolean> {
  const now = await handle.stat();
  return copied !== opened.bytes || now.size !== opened.bytes || now.mtimeMs !== opened.mtimeMs;
}

const chunkBytes = 2 ** 20;
/** Used again and again: fresh ones for each file keep the garbage collector busy. */
const spare: Buffer[] = [];

/** A stream of the handle's own would close it, and it is asked once more afterwards. What was yielded is overwritten by the next. */
async function* chunksOf({ handle, bytes }: Opened): AsyncGenerator<Buffer> {
  const chunk = spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  try {
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    spare.push(chunk);
  }
}
