import { type Bindable, insertRows, type Sql, type Tx } from '#database';

export interface ActivityRow {
  readonly id: number;
  readonly doneAt: number;
  readonly area: string;
  readonly deed: string;
  readonly userId: number | null;
  readonly userName: string | null;
  readonly origin: string | null;
  readonly objectId: number | null;
  readonly objectName: string | null;
  readonly detail: string | null;
  readonly amount: number;
}

const columns = `id, done_at AS doneAt, area, deed, user_id AS userId, user_name AS userName, origin, object_id AS objectId, object_name AS objectName, detail, amount`;

export async function insertActivity(tx: Tx, row: Omit<ActivityRow, 'id'>): Promise<void> {
  const { doneAt, area, deed, userId, userName, origin, objectId, objectName, detail, amount } = row;
  await insertRows(tx, 'activity', [
    { done_at: doneAt, area, deed, user_id: userId, user_name: userName, origin, object_id: objectId, object_name: objectName, detail, amount },
  ]);
}

export const lastActivity = (tx: Tx): Promise<ActivityRow | undefined> => tx.get(`SELECT ${columns} FROM activity ORDER BY id DESC LIMIT 1`);

export async function growActivity(tx: Tx, id: number, { amount, doneAt }: { readonly amount: number; readonly doneAt: number }): Promise<void> {
  await tx.run('UPDATE activity SET amount = amount + ?, done_at = ? WHERE id = ?', [amount, doneAt, id]);
}

export interface ActivityTerms {
  /** Only what was written before this one. */
  readonly beforeId: number | null;
  readonly area: string | null;
  /** The user it is today, or whoever had the name then. */
  readonly who: { readonly id: number | null; readonly name: string } | null;
  /** Epoch ms. */
  readonly since: number | null;
}

/** The newest first. */
export function activityRows(sql: Sql, { beforeId, area, who, since }: ActivityTerms, limit: number): Promise<ActivityRow[]> {
  const terms: (readonly [string, ...Bindable[]])[] = [];
  if (beforeId !== null) terms.push(['id < ?', beforeId]);
  if (area !== null) terms.push(['area = ?', area]);
  if (since !== null) terms.push(['done_at >= ?', since]);
  if (who !== null) terms.push(who.id === null ? ['user_name = ?', who.name] : ['user_id = ?', who.id]);
  const where = terms.length === 0 ? '' : `WHERE ${terms.map(([term]) => term).join(' AND ')}`;
  return sql.all(`SELECT ${columns} FROM activity ${where} ORDER BY id DESC LIMIT ?`, [...terms.flatMap(([, ...values]) => values), limit]);
}

export const oldActivity = (sql: Sql, before: number, limit: number): Promise<{ readonly id: number }[]> =>
  sql.all('SELECT id FROM activity WHERE done_at < ? ORDER BY done_at, id LIMIT ?', [before, limit]);

export async function deleteActivity(tx: Tx, before: number, upTo: number): Promise<number> {
  return (await tx.run('DELETE FROM activity WHERE done_at < ? AND id <= ?', [before, upTo])).changes;
}
