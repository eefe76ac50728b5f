import { bumpRevision, readRevisions, type Tx } from '#database';

/** Raises the revision of the registry, last in the transaction: all processes follow. Answers where it stands. */
export async function raise(tx: Tx): Promise<number> {
  await bumpRevision(tx, 'registry');
  return (await readRevisions(tx)).registry;
}
