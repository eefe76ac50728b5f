import type { Tx } from '#database';

/** Adds an attempt's price to a bucket and answers until when it is spent. The row is locked until the transaction ends, so that attempts at once are counted one by one. */
export async function spend(tx: Tx, bucket: string, now: number, price: number): Promise<number> {
  const meets =
    tx.dialect === 'sqlite'
      ? 'ON CONFLICT (bucket) DO UPDATE SET spent_until = MAX(sign_in_limits.spent_until, ?) + ?'
      : 'ON DUPLICATE KEY UPDATE spent_until = GREATEST(spent_until, ?) + ?';
  await tx.run(`INSERT INTO sign_in_limits (bucket, spent_until) VALUES (?, ?) ${meets}`, [bucket, now + price, now, price]);
  const row = await tx.get<{ spent_until: number }>('SELECT spent_until FROM sign_in_limits WHERE bucket = ?', [bucket]);
  return row?.spent_until ?? now;
}

export async function giveBack(tx: Tx, bucket: string, price: number): Promise<void> {
  await tx.run('UPDATE sign_in_limits SET spent_until = spent_until - ? WHERE bucket = ?', [price, bucket]);
}

export async function forgetBucket(tx: Tx, bucket: string): Promise<void> {
  await tx.run('DELETE FROM sign_in_limits WHERE bucket = ?', [bucket]);
}

export async function deleteSpentLimits(tx: Tx, now: number): Promise<number> {
  return (await tx.run('DELETE FROM sign_in_limits WHERE spent_until <= ?', [now])).changes;
}
