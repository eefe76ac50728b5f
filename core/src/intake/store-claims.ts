import type { Reading, ReadingFields } from '@picturerail/sdk';
import type { Tx } from '#database';
import { type Actor, insertImages, type NewImage, originalKey } from '#gallery';
import type { Taken } from './arrival.ts';
import { deleteArrivals } from './arrivals-store.ts';
import type { Claim } from './claim-arrivals.ts';
import { addOriginalsJobs } from './define-originals.ts';
import { claimsLost } from './errors.ts';
import type { Intake } from './intake.ts';
import { mapBounded } from './map-bounded.ts';
import { isOutage, storeFailed } from './outage.ts';
import { writePluginRows } from './plugin-rows.ts';
import type { Fresh } from './prepared.ts';
import { readImages, readingOf } from './read-images.ts';
import { type Adopted, isUnsettled, storedAfterAll } from './take-back.ts';

/** Each waits for the disk; the disk takes several together. */
const placedAtOnce = 4;

type Stored = (readonly [Fresh, Taken])[];

interface Batch {
  readonly owner: string;
  readonly claims: readonly Claim[];
  /** False leaves out the rows of plugins: the image is not lost because a plugin's row cannot be written. */
  readonly pluginRows?: boolean;
}

export async function releaseClaims(i: Intake, owner: string, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await i.database.transaction((tx) =>
    deleteArrivals(
      tx,
      owner,
      claims.map(({ row }) => row.id),
    ),
  );
}

/** Renames the bytes of a batch into place, then writes its rows; a batch that fails is tried one by one. */
export async function storeClaims(i: Intake, actor: Actor, batch: Batch): Promise<Stored> {
  if (batch.claims.length === 0) return [];
  try {
    return await storeTogether(i, actor, batch);
  } catch (error) {
    if (isUnsettled(error)) throw error;
    if (isOutage(error)) throw await afterRelease(i, batch, error);
    if (batch.claims.length > 1) return storeSingly(i, actor, batch);
    if (batch.pluginRows !== false && i.hooks.used('images:reading')) {
      i.log.error('an image is stored without what plugins read of it', { fileName: batch.claims[0]?.fresh.arrival.fileName, err: error });
      return storeClaims(i, actor, { ...batch, pluginRows: false });
    }
    await releaseClaims(i, batch.owner, batch.claims);
    return batch.claims.map(({ fresh }) => [fresh, storeFailed(i, fresh.arrival.fileName, error)] as const);
  }
}

async function storeSingly(i: Intake, actor: Actor, batch: Batch): Promise<Stored> {
  const stored: Stored = [];
  for (const claim of batch.claims) stored.push(...(await storeClaims(i, actor, { ...batch, claims: [claim] })));
  return stored;
}

async function afterRelease(i: Intake, batch: Batch, error: unknown): Promise<unknown> {
  await releaseClaims(i, batch.owner, batch.claims).catch(() => undefined);
  return error;
}

async function storeTogether(i: Intake, actor: Actor, { owner, claims, pluginRows = true }: Batch): Promise<Stored> {
  const readings = await readImages(
    i,
    claims.map(({ fresh }) => readingOf(fresh)),
    'import',
  );
  const adopted: Adopted[] = [];
  try {
    const placing = await mapBounded(claims, placedAtOnce, (claim) => putInPlace(i, claim));
    adopted.push(...placing.filter((one) => one.status === 'fulfilled').map(({ value }) => value));
    const failure = placing.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
    const rows = claims.map((claim, index) => newImage(claim, adopted[index]?.key ?? '', readings[index]?.fields ?? {}));
    const within = async (tx: Tx, ids: readonly number[]) => {
      if (pluginRows) await writePluginRows(tx, pairs(readings, ids), { replace: false });
      await addOriginalsJobs(i, tx, ids);
      const held = await deleteArrivals(
        tx,
        owner,
        claims.map(({ row }) => row.id),
      );
      if (held !== claims.length) throw claimsLost();
    };
    const made = await insertImages(i.gallery, actor, rows, { within });
    return claims.map(({ fresh }, index) => [fresh, { outcome: 'added', imageId: made[index]?.id ?? 0, sha256: fresh.sha256, bytes: fresh.bytes }] as const);
  } catch (error) {
    return storedAfterAll(i, adopted, error);
  }
}

async function putInPlace(i: Intake, { row, fresh }: Claim): Promise<Adopted> {
  const key = await originalKey(i.gallery, row);
  await i.storage.originals.adopt(key, fresh.file);
  return { key, fresh };
}

const pairs = (readings: readonly Reading[], ids: readonly number[]) => readings.map((reading, index) => ({ reading, imageId: ids[index] as number }));

const newImage = ({ row, fresh: { arrival, facts, bytes, sha256 } }: Claim, storedAt: string, fields: ReadingFields): NewImage => ({
  storedAt,
  albumId: row.albumId,
  fileName: row.fileName,
  uploaderId: arrival.uploaderId,
  sha256,
  bytes,
  mime: facts.mime,
  width: facts.width,
  height: facts.height,
  color: facts.color,
  thumbHash: facts.thumbHash,
  fields,
});
