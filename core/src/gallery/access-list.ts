import type { CoreRight, Right } from '@picturerail/sdk';

export const coreRights: readonly CoreRight[] = ['view', 'download', 'upload', 'edit', 'edit-own', 'delete', 'delete-own', 'manage'];
/** What an image's own list may grant. */
export const imageRightsOfList: readonly Right[] = ['view', 'download'];

export interface AccessEntry {
  readonly principalId: number;
  readonly rights: readonly Right[];
}

/** Any right implies view, manage implies all of the core's; ascending by the core's order, plugins' rights after them by name. */
export function closeRights(rights: Iterable<Right>): Right[] {
  const set = new Set(rights);
  if (set.size > 0) set.add('view');
  if (set.has('manage')) for (const right of coreRights) set.add(right);
  const own = coreRights.filter((right) => set.has(right));
  const others = [...set].filter((right) => !coreRights.includes(right as CoreRight)).sort();
  return [...own, ...others];
}

/** One entry a principal, rights closed, ascending by principal: lists of equal content get equal text. */
export function closeEntries(entries: Iterable<AccessEntry>): AccessEntry[] {
  const rights = new Map<number, Set<Right>>();
  for (const entry of entries) {
    const known = rights.get(entry.principalId) ?? new Set<Right>();
    for (const right of entry.rights) known.add(right);
    if (known.size > 0) rights.set(entry.principalId, known);
  }
  return [...rights].map(([principalId, set]) => ({ principalId, rights: closeRights(set) })).sort((a, b) => a.principalId - b.principalId);
}
