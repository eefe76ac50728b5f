import type { Database } from './sql.ts';

const ofSqlite = 'SELECT pages.page_count * sizes.page_size AS bytes FROM pragma_page_count() AS pages, pragma_page_size() AS sizes';
// As the server counts now and then: a few percent off, which is what there is.
const ofMysql = 'SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()';

/** How much room all tables take, with their indexes. */
export async function databaseBytes({ dialect, read }: Database): Promise<number> {
  const row = await read.get<{ bytes: number | string | null }>(dialect === 'sqlite' ? ofSqlite : ofMysql);
  return Number(row?.bytes ?? 0);
}
