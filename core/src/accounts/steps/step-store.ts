import { insertIgnore, type Sql, type Tx } from '#database';

/** One thing that is asked of a user after the password, and whose code asks it. */
export interface RequiredStep {
  readonly plugin: string;
  readonly step: string;
}

/** In the order in which they came to be required. */
export const requiredSteps = (sql: Sql, userId: number): Promise<RequiredStep[]> =>
  sql.all('SELECT plugin, step FROM sign_in_steps WHERE user_id = ? ORDER BY created_at, plugin, step', [userId]);

export async function insertStep(tx: Tx, userId: number, { plugin, step }: RequiredStep, now: number): Promise<void> {
  await insertIgnore(tx, 'sign_in_steps', [{ user_id: userId, plugin, step, created_at: now }]);
}

export async function deleteStep(tx: Tx, userId: number, { plugin, step }: RequiredStep): Promise<void> {
  await tx.run('DELETE FROM sign_in_steps WHERE user_id = ? AND plugin = ? AND step = ?', [userId, plugin, step]);
}

export const deleteStepsOf = async (tx: Tx, userId: number): Promise<number> => (await tx.run('DELETE FROM sign_in_steps WHERE user_id = ?', [userId])).changes;

export const deleteStepsBy = async (tx: Tx, plugin: string): Promise<number> => (await tx.run('DELETE FROM sign_in_steps WHERE plugin = ?', [plugin])).changes;

/** Of how many users each plugin asks something. */
export const usersAsked = (sql: Sql): Promise<{ readonly plugin: string; readonly users: number }[]> =>
  sql.all('SELECT plugin, COUNT(DISTINCT user_id) AS users FROM sign_in_steps GROUP BY plugin ORDER BY plugin');
