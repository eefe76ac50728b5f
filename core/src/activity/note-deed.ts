import type { Tx } from '#database';
import { growActivity, insertActivity, lastActivity } from './activity-store.ts';
import { areaOf, type NewDeed } from './deed.ts';
import { type Doer, originOf } from './origin.ts';

const longestName = 300;
const longestDetail = 500;
/** What goes on this long after the last batch is something new. */
const pauseMs = 600_000;

/** Without half a character at the end. */
const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, ''));

/** Writes down what is done, in the transaction that does it: neither is without the other. */
export async function noteDeed(
  tx: Tx,
  doer: Doer,
  now: number,
  { deed, id = null, name = null, detail = null, amount = 1, grows = false }: NewDeed,
): Promise<void> {
  if (amount === 0) return;
  const [userId, userName] = 'system' in doer ? [null, null] : [doer.userId, doer.name];
  if (grows) {
    const last = await lastActivity(tx);
    const goesOn = last?.deed === deed && last.userId === userId && last.objectId === id && now - last.doneAt < pauseMs;
    if (goesOn) return growActivity(tx, last.id, { amount, doneAt: now });
  }
  await insertActivity(tx, {
    doneAt: now,
    area: areaOf(deed),
    deed,
    userId,
    userName,
    origin: originOf(doer),
    objectId: id,
    objectName: name === null ? null : cut(name, longestName),
    detail: detail === null ? null : cut(detail, longestDetail),
    amount,
  });
}
