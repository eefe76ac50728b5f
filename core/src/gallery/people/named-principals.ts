import type { AccessEntry, PrincipalName } from '../access/access-choice.ts';
import type { Gallery } from '../gallery.ts';
import { nameKey } from './name-key.ts';
import { groupIdByKey, groupNames, namesOfGroups, namesOfUsers, userNames } from './named-principals-store.ts';
import { userByKey } from './users-store.ts';

/** An entry of an access list with the name of whom it is for; empty for everyone and those signed in. */
export interface NamedEntry extends AccessEntry {
  readonly name: string;
}

export async function nameEntries({ database }: Gallery, entries: readonly AccessEntry[]): Promise<NamedEntry[]> {
  const users = await namesOfUsers(database.read, idsIn(entries, 'user'));
  const groups = await namesOfGroups(database.read, idsIn(entries, 'group'));
  return entries.map((entry) => ({ ...entry, name: nameOf(entry.principal, users, groups) }));
}

const idsIn = (entries: readonly AccessEntry[], kind: 'user' | 'group'): number[] =>
  entries.flatMap(({ principal }) => (typeof principal === 'object' && kind in principal ? Object.values(principal) : []));

function nameOf(principal: PrincipalName, users: ReadonlyMap<number, string>, groups: ReadonlyMap<number, string>): string {
  if (typeof principal === 'string') return '';
  return ('user' in principal ? users.get(principal.user) : groups.get(principal.group)) ?? '';
}

/** Whom a name means, letter case aside; null for nobody. */
export async function principalCalled({ database }: Gallery, kind: 'user' | 'group', name: string): Promise<PrincipalName | null> {
  const key = nameKey(name);
  const id = kind === 'user' ? (await userByKey(database.read, key))?.id : await groupIdByKey(database.read, key);
  if (id === undefined) return null;
  return kind === 'user' ? { user: id } : { group: id };
}

/** Names to choose from, at most so many of each. */
export async function someNames({ database }: Gallery, limit: number): Promise<{ readonly users: readonly string[]; readonly groups: readonly string[] }> {
  const [users, groups] = await Promise.all([userNames(database.read, limit), groupNames(database.read, limit)]);
  return { users, groups };
}
