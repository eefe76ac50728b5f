/** Rooms of the core from the ground up. A room may import the rooms of the rows above its own, never a neighbour in its row. */
export const rows: readonly (readonly string[])[] = [
  ['doctor', 'runtime'],
  ['config'],
  ['database'],
  ['kernel'],
  ['settings', 'i18n', 'mail', 'routes'],
  ['jobs'],
  ['storage', 'activity'],
  ['gallery'],
  ['accounts', 'backup'],
  ['media'],
  ['intake'],
  ['theme'],
  ['house.ts'],
  ['upkeep'],
  ['http'],
  ['processes'],
  ['contributions.ts'],
  ['main.ts'],
  ['cli'],
];

/** Files of `core/src` that belong to no folder: each is its own room, and its own door. */
export const loners: readonly string[] = ['house.ts', 'contributions.ts', 'main.ts'];

/** Rooms that hold types only; others may only `import type` them. */
export const typesOnly: readonly string[] = ['house.ts'];

/** Position from the ground; -1 where there is no such room. */
export function rowOf(room: string): number {
  return rows.findIndex((row) => row.includes(room));
}
