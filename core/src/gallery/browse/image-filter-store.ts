import { type Bindable, type Dialect, indexed, type Sql } from '#database';
import type { ImageFilter, PluginValue } from './image-filter.ts';

/** A part of a statement with what stands for its marks. */
export interface Condition {
  readonly text: string;
  readonly params: readonly Bindable[];
}

/** Where images are looked for, by an index that gives them in the order of ids unless there are few. */
export interface Driver extends Condition {
  /** `FROM` and what follows, up to the conditions in `text`. */
  readonly from: string;
  readonly id: string;
}

/** Ranges of dates that hold no more than this are read by their own index and sorted. */
const fewInRange = 20_000;

const longerSide = 'CASE WHEN i.width > i.height THEN i.width ELSE i.height END';

const fromImages = (dialect: Dialect, index: string, text: string, params: readonly Bindable[]): Driver => ({
  from: `images d ${indexed(dialect, index)}`,
  id: 'd.id',
  text,
  params,
});

/** What narrows most first; everything else is looked at image by image. */
export async function driverOf(sql: Sql, filter: ImageFilter): Promise<Driver> {
  const { dialect } = sql;
  const { album, problem, state, uploaderId } = filter;
  if (problem === 'damaged') return { from: 'media_faults d', id: 'd.image_id', text: '1 = 1', params: [] };
  if (album !== null) return { from: 'album_images d', id: 'd.image_id', text: 'd.album_id = ?', params: [album] };
  if (problem === 'missing') return fromImages(dialect, 'images_state', 'd.state = ?', ['missing']);
  if (state !== null && state !== 'published') return fromImages(dialect, 'images_state', 'd.state = ?', [state]);
  if (problem === 'unplaced') return fromImages(dialect, 'images_file', 'd.main_album_id IS NULL', []);
  if (uploaderId !== null) return fromImages(dialect, 'images_uploaded', 'd.uploader_id = ?', [uploaderId]);
  return (await byDates(sql, filter)) ?? { from: 'images d', id: 'd.id', text: '1 = 1', params: [] };
}

async function byDates(sql: Sql, { takenFrom, takenTo, addedFrom, addedTo }: ImageFilter): Promise<Driver | null> {
  const ranges = [
    { index: 'images_taken', ...range('d.taken_at', takenFrom, takenTo) },
    { index: 'images_created', ...range('d.created_at', addedFrom, addedTo) },
  ];
  for (const { index, text, params } of ranges.filter((one) => one.params.length > 0)) {
    const driver = fromImages(sql.dialect, index, text, params);
    const counted = `SELECT COUNT(*) AS images FROM (SELECT 1 AS one FROM ${driver.from} WHERE ${text} LIMIT ${fewInRange + 1}) few`;
    if (((await sql.get<{ images: number }>(counted, params))?.images ?? 0) <= fewInRange) return driver;
  }
  return null;
}

/** What each image that was come across is held against: nothing where the driver says it all. */
export function conditionsOf(filter: ImageFilter): Condition[] {
  const { words, album, uploaderId, state, mime, sideFrom, sideTo, problem } = filter;
  const is = (text: string, ...params: readonly Bindable[]): Condition => ({ text, params });
  return [
    state === null ? is("i.state <> 'trashed'") : is('i.state = ?', state),
    ...(words === '' ? [] : [like(words)]),
    ...(album === null ? [] : [is('EXISTS (SELECT 1 FROM album_images p WHERE p.album_id = ? AND p.image_id = i.id)', album)]),
    ...(uploaderId === null ? [] : [is('i.uploader_id = ?', uploaderId)]),
    ...(mime === null ? [] : [is('i.mime = ?', mime)]),
    ...(sideFrom === null ? [] : [is(`${longerSide} >= ?`, sideFrom)]),
    ...(sideTo === null ? [] : [is(`${longerSide} <= ?`, sideTo)]),
    ...[range('i.taken_at', filter.takenFrom, filter.takenTo), range('i.created_at', filter.addedFrom, filter.addedTo)].filter((one) => one.params.length > 0),
    ...(problem === null ? [] : [is(problems[problem])]),
    ...filter.values.map(valueIs),
  ];
}

const problems = {
  missing: "i.state = 'missing'",
  damaged: 'EXISTS (SELECT 1 FROM media_faults f WHERE f.image_id = i.id AND f.version = i.version)',
  unplaced: 'i.main_album_id IS NULL',
  // What was taken in by its header has no digest yet.
  duplicate: "i.sha256 <> '' AND EXISTS (SELECT 1 FROM images o WHERE o.sha256 = i.sha256 AND o.id <> i.id AND o.state <> 'trashed')",
} as const;

function range(column: string, from: number | null, to: number | null): Condition {
  const parts = [...(from === null ? [] : [`${column} >= ?`]), ...(to === null ? [] : [`${column} < ?`])];
  return { text: parts.join(' AND '), params: [from, to].filter((one) => one !== null) };
}

/** SQLite folds the case of ASCII only: what was typed is looked for as it stands too. */
function like(words: string): Condition {
  const pattern = (text: string) => `%${text.replace(/[!%_]/g, '!$&')}%`;
  const [folded, typed] = [pattern(words.toLowerCase()), pattern(words)];
  const of = (column: string) => `LOWER(${column}) LIKE ? ESCAPE '!' OR ${column} LIKE ? ESCAPE '!'`;
  return { text: `(${of('i.title')} OR ${of('i.file_name')})`, params: [folded, typed, folded, typed] };
}

const valueIs = ({ table, imageColumn, column, value }: PluginValue): Condition => ({
  text: `EXISTS (SELECT 1 FROM \`${table}\` v WHERE v.\`${imageColumn}\` = i.id AND v.\`${column}\` = ?)`,
  params: [value],
});
