import type { Check, CheckOptions, Wrong } from '#doctor';
import type { Gallery } from '../gallery.ts';
import { type Dangling, danglingRows, danglings, mendDangling } from './dangling-rows-store.ts';

export const checkDanglingRows = (g: Gallery): Check => ({
  name: 'rows that name something else',
  codes: Object.fromEntries(danglings.map(({ code, sentence }) => [code, sentence])),
  async *run(options) {
    for (const dangling of danglings) yield* checkTable(g, dangling, options);
  },
});

async function* checkTable({ database, access }: Gallery, dangling: Dangling, { repair }: CheckOptions): AsyncIterable<Wrong> {
  let passed = 0;
  for (let rows = await danglingRows(database.read, dangling, passed); rows.length > 0; rows = await danglingRows(database.read, dangling, passed)) {
    for (const row of rows) {
      const mended = repair && (await database.transaction((tx) => mendDangling(tx, dangling, row))) > 0;
      if (mended) access.touch();
      else passed += 1;
      yield { code: dangling.code, what: `${dangling.table} ${dangling.key.map((column) => row[column]).join(', ')}`, repaired: mended };
    }
  }
}
