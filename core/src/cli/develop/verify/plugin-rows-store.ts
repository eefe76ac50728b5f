import type { Sql, SqlRow } from '#database';

/** Every row of a plugin's tables, by table without its prefix. */
export async function readPluginRows(sql: Sql, plugin: string, tables: readonly string[]): Promise<ReadonlyMap<string, readonly SqlRow[]>> {
  const rows = new Map<string, readonly SqlRow[]>();
  for (const table of tables) rows.set(table, await sql.all(`SELECT * FROM \`p_${plugin.replaceAll('-', '_')}__${table}\` LIMIT 10000`));
  return rows;
}
