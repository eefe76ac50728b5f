import type { Sql } from './sql.ts';
import { upsert } from './statements.ts';

/** A value as it is stored: its key in UTF-8, itself as JSON. */
export interface ValueRow {
  readonly name: Uint8Array;
  readonly value: string;
}

export const readValue = async (sql: Sql, plugin: string, name: Uint8Array): Promise<string | undefined> =>
  (await sql.get<{ value: string }>('SELECT value FROM plugin_values WHERE plugin = ? AND name = ?', [plugin, name]))?.value;

/** Keys from the one up to the other, which is left out, in order of their bytes. */
export const readValues = (sql: Sql, plugin: string, from: Uint8Array, to: Uint8Array): Promise<ValueRow[]> =>
  sql.all('SELECT name, value FROM plugin_values WHERE plugin = ? AND name >= ? AND name < ? ORDER BY name', [plugin, from, to]);

export const writeValue = (sql: Sql, plugin: string, { name, value }: ValueRow): Promise<void> =>
  upsert(sql, 'plugin_values', [{ plugin, name, value }], ['plugin', 'name']);

/** True where there was one. */
export const deleteValue = async (sql: Sql, plugin: string, name: Uint8Array): Promise<boolean> =>
  (await sql.run('DELETE FROM plugin_values WHERE plugin = ? AND name = ?', [plugin, name])).changes > 0;

export async function deleteValues(sql: Sql, plugin: string): Promise<void> {
  await sql.run('DELETE FROM plugin_values WHERE plugin = ?', [plugin]);
}
