import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isGalleryError } from '@picturerail/sdk';
import { findImagesByHash } from '#gallery';
import type { Taken } from './arrival.ts';
import { unsettled } from './errors.ts';
import type { Intake } from './intake.ts';
import type { Fresh } from './prepared.ts';

/** Bytes renamed into place, whose row may be missing. */
export interface Adopted {
  readonly key: string;
  readonly fresh: Fresh;
}

/** True where nobody can say whether rows were written: then files and claims stay, for a later run to look at. */
export const isUnsettled = (error: unknown): boolean => isGalleryError(error) && error.code === 'intake-unsettled';

/**
 * After a failure between the renaming and the commit. A connection that breaks during a commit leaves the outcome open,
 * so the rows are looked for first: bytes are only taken back where there are none.
 */
export async function storedAfterAll(i: Intake, adopted: readonly Adopted[], error: unknown): Promise<(readonly [Fresh, Taken])[]> {
  const hashes = adopted.map(({ fresh }) => fresh.sha256);
  const rows = await findImagesByHash(i.gallery, hashes).catch(() => {
    throw unsettled(error);
  });
  if (hashes.length > 0 && hashes.every((hash) => rows.has(hash))) {
    return adopted.map(
      ({ fresh }) => [fresh, { outcome: 'added', imageId: rows.get(fresh.sha256)?.id ?? 0, sha256: fresh.sha256, bytes: fresh.bytes }] as const,
    );
  }
  // Where the claims went to another process, so did the names: what lies there may be its own.
  if (!(isGalleryError(error) && error.code === 'intake-claims-lost')) for (const one of adopted) await takeBack(i, one);
  throw error;
}

async function takeBack(i: Intake, { key, fresh }: Adopted): Promise<void> {
  const bytes = await i.storage.originals.read(key);
  if (bytes) await pipeline(bytes, createWriteStream(fresh.file, { flags: 'w' }));
  await i.storage.originals.remove(key);
}
