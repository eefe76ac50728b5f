import { literals, type Sql, type Tx } from '#database';

/** Rows that name something which is not there. */
export interface Dangling {
  readonly code: string;
  readonly sentence: string;
  readonly table: string;
  /** Columns that tell rows apart, all of them numbers but a last one that may be text. */
  readonly key: readonly string[];
  /** True of a row `t` that dangles. */
  readonly where: string;
  /** What it becomes; without it the row goes. */
  readonly set?: string;
}

const gone = (table: string, key: string): string => `NOT EXISTS (SELECT 1 FROM \`${table}\` other WHERE other.id = t.${key})`;

/** In the order in which they can be mended. Lists that are gone become the empty one: nobody sees more than before. */
export const danglings: readonly Dangling[] = [
  {
    code: 'list-gone',
    sentence: 'Albums have an access list of their own that does not exist; mended, it lets nobody in until somebody gives a list.',
    table: 'albums',
    key: ['id'],
    where: `t.own_access_id IS NOT NULL AND ${gone('access_lists', 'own_access_id')}`,
    set: 'own_access_id = 1',
  },
  {
    code: 'image-list-gone',
    sentence: 'Images have an access list of their own that does not exist; mended, it lets nobody in until somebody gives a list.',
    table: 'images',
    key: ['id'],
    where: `t.own_access_id IS NOT NULL AND ${gone('access_lists', 'own_access_id')}`,
    set: 'own_access_id = 1',
  },
  {
    code: 'placement-dangling',
    sentence: 'Placements name an image or an album that does not exist.',
    table: 'album_images',
    key: ['album_id', 'image_id'],
    where: `(${gone('images', 'image_id')} OR ${gone('albums', 'album_id')})`,
  },
  {
    code: 'counts-dangling',
    sentence: 'Counts are kept of an album that does not exist.',
    table: 'album_stats',
    key: ['album_id', 'access_id', 'narrow_id'],
    where: gone('albums', 'album_id'),
  },
  {
    code: 'text-dangling',
    sentence: 'Translations name an album that does not exist.',
    table: 'album_texts',
    key: ['album_id', 'language'],
    where: gone('albums', 'album_id'),
  },
  {
    code: 'text-dangling',
    sentence: 'Translations name an image that does not exist.',
    table: 'image_texts',
    key: ['image_id', 'language'],
    where: gone('images', 'image_id'),
  },
  {
    code: 'member-dangling',
    sentence: 'Memberships name a user or a group that does not exist.',
    table: 'group_members',
    key: ['user_id', 'group_id'],
    where: `(${gone('users', 'user_id')} OR ${gone('groups', 'group_id')})`,
  },
  {
    code: 'grant-dangling',
    sentence: 'Grants belong to an access list that does not exist.',
    table: 'access_entries',
    key: ['access_id', 'principal_id'],
    where: gone('access_lists', 'access_id'),
  },
  {
    code: 'grant-dangling',
    sentence: 'Grants belong to an access list that does not exist.',
    table: 'audience_principals',
    key: ['audience_id', 'principal_id'],
    where: gone('audiences', 'audience_id'),
  },
  {
    code: 'principal-dangling',
    sentence: 'Something may be granted to users or groups that do not exist.',
    table: 'principals',
    key: ['id'],
    where: `((t.kind = 'user' AND ${gone('users', 'ref_id')}) OR (t.kind = 'group' AND ${gone('groups', 'ref_id')}))`,
  },
  {
    code: 'view-dangling',
    sentence: 'What a viewer may see is kept for nobody.',
    table: 'viewer_grants',
    key: ['set_id', 'kind', 'granted_id'],
    where: gone('viewer_sets', 'set_id'),
  },
  {
    code: 'change-dangling',
    sentence: 'Albums are noted for an access change that does not exist.',
    table: 'access_change_albums',
    key: ['change_id', 'album_id'],
    where: gone('access_changes', 'change_id'),
  },
];

export type Row = Readonly<Record<string, number | string>>;

/** One statement sees one moment: rows written together are never found apart. */
export const danglingRows = (sql: Sql, { table, key, where }: Dangling, offset: number): Promise<Row[]> =>
  sql.all(`SELECT ${key.map((column) => `t.${column}`).join(', ')} FROM \`${table}\` t WHERE ${where} LIMIT 200 OFFSET ${literals([offset])}`);

/** How many of one row were mended: none where it dangles no more. */
export async function mendDangling(tx: Tx, { table, key, where, set }: Dangling, row: Row): Promise<number> {
  const own = where.replaceAll('t.', `\`${table}\`.`);
  const verb = set === undefined ? `DELETE FROM \`${table}\`` : `UPDATE \`${table}\` SET ${set}`;
  const { changes } = await tx.run(
    `${verb} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')} AND ${own}`,
    key.map((column) => row[column] as number | string),
  );
  return changes;
}
