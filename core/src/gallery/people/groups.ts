import type { Gallery } from '../gallery.ts';
import { groupsWithMembers } from './groups-store.ts';

export interface Group {
  readonly id: number;
  readonly name: string;
  readonly members: readonly { readonly id: number; readonly name: string }[];
}

export async function listGroups({ database }: Gallery): Promise<Group[]> {
  const groups = new Map<number, { id: number; name: string; members: { id: number; name: string }[] }>();
  for (const { id, name, userId, userName } of await groupsWithMembers(database.read)) {
    const group = groups.get(id) ?? { id, name, members: [] };
    groups.set(id, group);
    if (userId !== null && userName !== null) group.members.push({ id: userId, name: userName });
  }
  return [...groups.values()];
}
