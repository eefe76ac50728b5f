import type { Sql } from '#database';

/** Installed versions of plugins and themes that rows name, as `plugins/<id>/<version>+<hash>`. */
export async function namedCopies(sql: Sql): Promise<string[]> {
  const rows = await sql.all<{ id: string; folder: string | null; previous: string | null }>('SELECT id, folder, previous FROM plugins');
  return rows.flatMap(({ id, folder, previous }) => [folder, previous].flatMap((copy) => (copy?.includes('+') ? [`plugins/${id}/${copy}`] : [])));
}
