import mysql from 'mysql2/promise';
import type { Bench } from './bench.ts';
import type { Engine } from './options.ts';

/** From this size on MariaDB's default of 128 MiB holds neither tables nor indexes. */
export const largeGallery = 1_000_000;
export const poolBytes = 2 ** 31;

/** Gives MariaDB the memory that its manual asks for where galleries are large, while `work` runs. */
export async function withBufferPool(bench: Pick<Bench, 'mysqlUrl' | 'sizes'>, engine: Engine, work: () => Promise<void>): Promise<void> {
  if (engine !== 'mysql' || bench.sizes.every((images) => images < largeGallery)) return work();
  const server = await mysql.createConnection(bench.mysqlUrl ?? '');
  try {
    const [[row]] = await server.query<mysql.RowDataPacket[]>('SELECT @@innodb_buffer_pool_size AS bytes');
    await server.query(`SET GLOBAL innodb_buffer_pool_size = ${poolBytes}`);
    await work().finally(() => server.query(`SET GLOBAL innodb_buffer_pool_size = ${Number(row?.bytes)}`));
  } finally {
    await server.end();
  }
}
