import { badColumnName, badTableName } from './errors.ts';

const longest = 63;

/** `p_<id with _>__<table>`: the double underscore keeps `print` + `sales_x` apart from `print-sales` + `x`. */
export function pluginTable(plugin: string, table: string): string {
  const name = `p_${plugin.replaceAll('-', '_')}__${table}`;
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(table) || name.length > longest) throw badTableName(plugin, table);
  return name;
}

export function pluginColumn(plugin: string, column: string): string {
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(column)) throw badColumnName(plugin, column);
  return column;
}
