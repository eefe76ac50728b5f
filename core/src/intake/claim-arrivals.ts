import { randomUUID } from 'node:crypto';
import type { Tx } from '#database';
import { fileKey, fileNameFor, takenFileKeys } from '#gallery';
import { thisProcess } from '#runtime';
import { type ArrivalRow, arrivalsOf, claimedHashes, deleteArrivals, insertArrivals } from './arrivals-store.ts';
import type { Intake } from './intake.ts';
import { numberedName } from './numbered-name.ts';
import type { Fresh } from './prepared.ts';

export interface Claim {
  readonly row: ArrivalRow;
  readonly fresh: Fresh;
}

export interface Claims {
  readonly owner: string;
  /** Content and file name are ours until the claims are deleted. */
  readonly mine: readonly Claim[];
  /** The same bytes are being stored by another process, or stand earlier in this batch. */
  readonly elsewhere: readonly Fresh[];
}

/**
 * Claims content and a free file name for each, in one short transaction per round. The claim is inserted before rows
 * are looked at: whoever held it before has either committed a row by then, which is seen, or has let go.
 */
export async function claimArrivals(i: Intake, batch: readonly Fresh[]): Promise<Claims> {
  const owner = randomUUID();
  const mine: Claim[] = [];
  const elsewhere: Fresh[] = [];
  let waiting = [...batch];
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    const round = await i.database.transaction((tx) =>
      claimRound(tx, i.clock(), { owner, batch: waiting, attempt, held: new Set(mine.map(({ row }) => row.id)) }),
    );
    mine.push(...round.mine);
    elsewhere.push(...round.elsewhere);
    waiting = round.again;
  }
  return { owner, mine, elsewhere };
}

interface Round {
  readonly owner: string;
  readonly batch: readonly Fresh[];
  readonly attempt: number;
  /** Ids of claims of earlier rounds. */
  readonly held: ReadonlySet<number>;
}

async function claimRound(tx: Tx, now: number, { owner, batch, attempt, held: before }: Round) {
  const wanted = batch.map((fresh) => {
    const fileName = numberedName(fileNameFor(fresh.arrival.fileName), attempt);
    return {
      fresh,
      row: { sha256: fresh.sha256, albumId: fresh.arrival.albumId, fileName, fileKey: fileKey(fileName), owner, process: thisProcess, claimedAt: now },
    };
  });
  // Nothing is read before this insert: on MySQL the first reading fixes what all later ones see.
  await insertArrivals(
    tx,
    wanted.map(({ row }) => row),
  );
  const got = (await arrivalsOf(tx, owner)).filter((row) => !before.has(row.id));
  const named = await occupied(tx, got);
  await deleteArrivals(tx, owner, [...named]);
  const held = new Map(got.filter((row) => !named.has(row.id)).map((row) => [placeOf(row), row]));
  const storing = await claimedHashes(
    tx,
    batch.map((fresh) => fresh.sha256),
  );
  const mine: Claim[] = [];
  const elsewhere: Fresh[] = [];
  const again: Fresh[] = [];
  for (const { fresh, row: asked } of wanted) {
    const row = held.get(placeOf(asked));
    if (row && held.delete(placeOf(asked))) mine.push({ row, fresh });
    else (storing.has(fresh.sha256) ? elsewhere : again).push(fresh);
  }
  return { mine, elsewhere, again };
}

const placeOf = ({ sha256, albumId, fileKey: key }: Pick<ArrivalRow, 'sha256' | 'albumId' | 'fileKey'>): string => `${sha256} ${albumId} ${key}`;

/** Ids of claims whose file name an image of the album has already. */
async function occupied(tx: Tx, rows: readonly ArrivalRow[]): Promise<Set<number>> {
  const taken = new Set<number>();
  for (const albumId of new Set(rows.map((row) => row.albumId))) {
    const here = rows.filter((row) => row.albumId === albumId);
    const keys = await takenFileKeys(
      tx,
      albumId,
      here.map((row) => row.fileKey),
    );
    for (const row of here) if (keys.has(row.fileKey)) taken.add(row.id);
  }
  return taken;
}
