export interface Constraints<T> {
  readonly name: (item: T) => string;
  /** Names of items that must stand before this one; unknown names do not count. */
  readonly after: (item: T) => Iterable<string>;
}

/**
 * Items in the order of their constraints, and among those that could come next always the first as given. Where a
 * cycle leaves none that could, `stuck` receives what is left and answers which goes next.
 */
export function topologicalOrder<T>(items: readonly T[], { name, after }: Constraints<T>, stuck: (left: readonly T[]) => T): T[] {
  const left = [...items];
  const ordered: T[] = [];
  while (left.length > 0) {
    const waiting = new Set(left.map(name));
    const isFree = (item: T) => ![...after(item)].some((other) => other !== name(item) && waiting.has(other));
    const next = left.find(isFree) ?? stuck(left);
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}
