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
  const ids = idsOf(view, kind);
  if (ids.size > longestLiteral && view.setId !== null) {
    const rows = `EXISTS (SELECT 1 FROM viewer_grants w WHERE w.set_id = ${view.setId} AND w.kind = '${kind}' AND w.granted_id = ${column})`;
    const beyond = view.beyond[kind];
    return beyond.length === 0 ? rows : `(${rows} OR ${column} IN (${literals(beyond)}))`;
  }
  return `${column} IN (${literalsOf(ids)})`;
}

/** The same for a column of the inner table of a join. */
export function amongInJoin(view: View, kind: GrantKind, { column, dialect }: { readonly column: string; readonly dialect: Dialect }): string {
  const long = idsOf(view, kind).size > mostSeeks && idsOf(view, kind).size <= longestLiteral;
  return among(view, kind, long && dialect === 'sqlite' ? `+${column}` : column);
}

/** What lists of the gallery hold: by visibility, without what an access change is about to hide. */
export function inLists(view: View, image: string): string {
  const visible = among(view, 'visibility', `${image}.visibility_id`);
  return view.narrowing ? `${visible} AND NOT EXISTS (SELECT 1 FROM narrowing n WHERE n.image_id = ${image}.id)` : visible;
}
