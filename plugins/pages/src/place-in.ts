/** Where something in a list goes: a step, or beside another. */
export type Place = 'up' | 'down' | { readonly before: number } | { readonly after: number };

/** `3:up` or `3:before:7`, as forms say it; null for anything else. */
export function readPlace(given: string): { readonly id: number; readonly place: Place } | null {
  const [, id, way, other] = /^(\d{1,15}):(up|down|before|after)(?::(\d{1,15}))?$/.exec(given) ?? [];
  if (id === undefined || (way === 'before' || way === 'after') !== (other !== undefined)) return null;
  if (way === 'up' || way === 'down') return { id: Number(id), place: way };
  return { id: Number(id), place: way === 'before' ? { before: Number(other) } : { after: Number(other) } };
}

/** The list with one of it elsewhere; null where that, or what it goes beside, is not in the list. */
export function placed(ids: readonly number[], id: number, place: Place): readonly number[] | null {
  const at = ids.indexOf(id);
  if (at < 0) return null;
  const rest = ids.filter((other) => other !== id);
  const to = indexFor(rest, at, place);
  return to === null ? null : rest.toSpliced(to, 0, id);
}

function indexFor(rest: readonly number[], at: number, place: Place): number | null {
  if (place === 'up') return Math.max(0, at - 1);
  if (place === 'down') return Math.min(rest.length, at + 1);
  const beside = rest.indexOf('before' in place ? place.before : place.after);
  if (beside < 0) return null;
  return 'before' in place ? beside : beside + 1;
}
