import { type Dialect, literals } from '#database';
import type { View } from './access.ts';
import { longestLiteral } from './store-sight.ts';
import type { GrantKind } from './viewer-sets-store.ts';

const idsOf = (view: View, kind: GrantKind): ReadonlySet<number> => ({ list: view.lists, narrow: view.narrows, visibility: view.visibilities })[kind];

/** More than this many values, and SQLite seeks them all for each outer row (measured): the plus keeps the column from its indexes. */
const mostSeeks = 16;

/** What somebody may see stands in several statements of each of his requests. */
const texts = new WeakMap<ReadonlySet<number>, string>();

function literalsOf(ids: ReadonlySet<number>): string {
  const known = texts.get(ids);
  if (known !== undefined) return known;
  const text = literals([...ids].sort((a, b) => a - b));
  texts.set(ids, text);
  return text;
}

/** A condition that holds where a column names something the viewer may see. Short lists stand in it as literals, long ones as rows. */
export function among(view: View, kind: GrantKind, column: string): string {
  const rows = grantsOf(view, kind);
  if (rows === null) return `${column} IN (${literalsOf(idsOf(view, kind))})`;
  const stored = `EXISTS (SELECT 1 ${rows} AND w.granted_id = ${column})`;
  const beyond = view.beyond[kind];
  return beyond.length === 0 ? stored : `(${stored} OR ${column} IN (${literals(beyond)}))`;
}

/**
 * Tables with a row for each visibility of a viewer, as `v`. A long list is gone through rather than looked into for
 * every visibility there is: a third of the time (measured with 6,000 of 7,500).
 */
export function visibilitiesOf(view: View): string {
  const rows = grantsOf(view, 'visibility');
  // What stands beside the rows may be among them by now, put there by another process: it must not count twice.
  if (rows === null || view.beyond.visibility.length > 0) return `FROM visibilities v WHERE ${among(view, 'visibility', 'v.id')}`;
  return `FROM (SELECT w.granted_id ${rows}) g CROSS JOIN visibilities v ON v.id = g.granted_id`;
}

/** What a viewer may see as rows, where there is too much of it for literals; null where there is not. */
function grantsOf(view: View, kind: GrantKind): string | null {
  if (view.setId === null || idsOf(view, kind).size <= longestLiteral) return null;
  return `FROM viewer_grants w WHERE w.set_id = ${view.setId} AND w.kind = '${kind}'`;
}

/** The same for a column of the inner table of a join. */
export function amongInJoin(view: View, kind: GrantKind, { column, dialect }: { readonly column: string; readonly dialect: Dialect }): string {
  const long = idsOf(view, kind).size > mostSeeks && idsOf(view, kind).size <= longestLiteral;
  return among(view, kind, long && dialect === 'sqlite' ? `+${column}` : column);
}

/**
 * What lists of the gallery hold: by visibility, without what an access change is about to hide. A value looked for by key
 * rather than NOT EXISTS, for which MariaDB reads all that is hidden into a temporary table: 70 ms of 125,000 (measured).
 */
export function inLists(view: View, image: string): string {
  const visible = among(view, 'visibility', `${image}.visibility_id`);
  return view.narrowing ? `${visible} AND (SELECT n.change_id FROM narrowing n WHERE n.image_id = ${image}.id) IS NULL` : visible;
}
