import type { Sql } from '#database';
import type { Gallery } from '../gallery.ts';
import { type GroupRow, groupNames, groupSize, groupSizes, groupsWithMembers } from './groups-store.ts';
import { nameKey } from './name-key.ts';
import { groupIdByKey } from './named-principals-store.ts';

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

/** All groups by name, to choose from. */
export const listGroupNames = ({ database }: Gallery): Promise<{ readonly id: number; readonly name: string }[]> => groupNames(database.read);

/** Ids of the groups of these names; names that no group has any more are passed over. */
export async function groupsNamed(sql: Sql, names: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const name of names) ids.push(...[await groupIdByKey(sql, nameKey(name).slice(0, 255))].filter((id) => id !== undefined));
  return ids;
}

/** All groups by name, without naming their members: there may be thousands. */
export const listGroupSizes = ({ database }: Gallery): Promise<GroupRow[]> => groupSizes(database.read);

export const findGroup = async ({ database }: Gallery, id: number): Promise<GroupRow | null> => (await groupSize(database.read, id)) ?? null;
