import type { CoreRight, Right } from '@picturerail/sdk';

export const coreRights: readonly CoreRight[] = ['view', 'download', 'upload', 'edit', 'edit-own', 'delete', 'delete-own', 'manage'];

const implied: Partial<Record<Right, readonly Right[]>> = { manage: coreRights, edit: ['edit-own'], delete: ['delete-own'] };

/** Rights with all they imply, each once, in a fixed order: any implies `view`, `manage` all of the core's. */
export function closeRights(rights: readonly Right[]): Right[] {
  if (rights.length === 0) return [];
  const closed = new Set<Right>(['view', ...rights, ...rights.flatMap((right) => implied[right] ?? [])]);
  return [...closed].sort();
}

/** `manage` implies rights of plugins too, also of those that come later. */
export const grants = (rights: ReadonlySet<Right>, right: Right): boolean => rights.has(right) || rights.has('manage');
