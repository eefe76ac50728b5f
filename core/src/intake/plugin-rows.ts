import type { Reading, Tables } from '@picturerail/sdk';
import { chunks, pluginTables, type Tx } from '#database';

type Rows = { readonly reading: Reading; readonly imageId: number }[];
type Values = Record<string, null | number | string>;

interface TableRows {
  readonly plugin: string;
  readonly table: string;
  readonly imageColumn: string;
  readonly imageIds: Set<number>;
  readonly values: Values[];
}

/** Replaces the rows of these images in the plugins' tables that their readings name; an image just made has none to replace. */
export async function writePluginRows(tx: Tx, read: Rows, { replace }: { readonly replace: boolean }): Promise<void> {
  for (const { plugin, table, imageColumn, imageIds, values } of byTable(read)) {
    const rows = (pluginTables(tx, plugin) as Tables).table<Values>(table);
    if (replace) for (const ids of chunks([...imageIds], 500)) await rows.delete({ [imageColumn]: ids });
    if (values.length > 0) await rows.insert(values);
  }
}

function byTable(read: Rows): TableRows[] {
  const tables = new Map<string, TableRows>();
  for (const { reading, imageId } of read) {
    for (const { plugin, table, imageColumn = 'image_id', values } of reading.rows) {
      const name = `${plugin}\n${table}\n${imageColumn}`;
      const found = tables.get(name) ?? { plugin, table, imageColumn, imageIds: new Set(), values: [] };
      tables.set(name, found);
      found.imageIds.add(imageId);
      if (values) found.values.push({ ...values, [imageColumn]: imageId });
    }
  }
  // Two imports that write the same tables in one order do not wait for each other in a circle.
  return [...tables.values()].sort((a, b) => (a.plugin + a.table < b.plugin + b.table ? -1 : 1));
}
