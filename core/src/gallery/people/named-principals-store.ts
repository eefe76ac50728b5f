import { literals, type Sql } from '#database';

interface NameRow {
  readonly id: number;
  readonly name: string;
}

const byId = (rows: readonly NameRow[]): Map<number, string> => new Map(rows.map(({ id, name }) => [id, name]));

export const namesOfUsers = async (sql: Sql, ids: readonly number[]): Promise<Map<number, string>> =>
  byId(await sql.all<NameRow>(`SELECT id, name FROM users WHERE id IN (${literals(ids)})`));

export const namesOfGroups = async (sql: Sql, ids: readonly number[]): Promise<Map<number, string>> =>
  byId(await sql.all<NameRow>(`SELECT id, name FROM \`groups\` WHERE id IN (${literals(ids)})`));

export const groupIdByKey = async (sql: Sql, key: string): Promise<number | undefined> =>
  (await sql.get<{ id: number }>('SELECT id FROM `groups` WHERE name_key = ?', [key]))?.id;

const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name);

export const userNames = async (sql: Sql, limit: number): Promise<string[]> =>
  names(await sql.all("SELECT name FROM users WHERE status <> 'deactivated' ORDER BY name_key LIMIT ?", [limit]));

export const groupNames = async (sql: Sql, limit: number): Promise<string[]> =>
  names(await sql.all('SELECT name FROM `groups` ORDER BY name_key LIMIT ?', [limit]));
