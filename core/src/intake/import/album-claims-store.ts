import { insertIgnore, type Sql, type Tx } from '#database';

export interface AlbumClaim {
  /** Of the parent and the title. */
  readonly digest: string;
  readonly owner: string;
  readonly now: number;
  /** Claims from before this were left by a process that died. */
  readonly staleBefore: number;
}

/** True where the claim is now the owner's. */
export async function claimAlbum(tx: Tx, { digest, owner, now, staleBefore }: AlbumClaim): Promise<boolean> {
  // One that seems to come from later was left before the clock was set back.
  await tx.run('DELETE FROM album_claims WHERE digest = ? AND (claimed_at < ? OR claimed_at > ?)', [digest, staleBefore, now + (now - staleBefore)]);
  return (await insertIgnore(tx, 'album_claims', [{ digest, owner, claimed_at: now }])) === 1;
}

export const releaseAlbum = (tx: Tx, { digest, owner }: Pick<AlbumClaim, 'digest' | 'owner'>) =>
  tx.run('DELETE FROM album_claims WHERE digest = ? AND owner = ?', [digest, owner]);

/** Left by processes that died: others are held for moments. */
export const staleClaims = (sql: Sql, before: number): Promise<{ readonly digest: string }[]> =>
  sql.all('SELECT digest FROM album_claims WHERE claimed_at < ? ORDER BY digest', [before]);

export const deleteStaleClaims = (tx: Tx, before: number) => tx.run('DELETE FROM album_claims WHERE claimed_at < ?', [before]);
