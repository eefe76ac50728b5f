import type { Status } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { groupsOfUsers } from './groups-store.ts';
import { nameKey } from './name-key.ts';
import type { User } from './user.ts';
import { countUsers, type UserOrder, usersOf } from './user-list-store.ts';

export interface UserSearch {
  /** Part of a name or address; empty for all. */
  readonly text?: string;
  readonly status?: Status | null;
  readonly groupId?: number | null;
  /** By name, by when they were last seen, or the newest first. */
  readonly order?: UserOrder;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export interface ListedUser extends User {
  readonly groups: readonly { readonly id: number; readonly name: string }[];
}

export interface UsersFound {
  readonly users: readonly ListedUser[];
  readonly total: number;
}

/** One page of those who fit. */
export async function searchUsers({ database: { read } }: Gallery, search: UserSearch): Promise<UsersFound> {
  const { text = '', status = null, groupId = null, order = 'name', page, perPage } = search;
  const filter = { part: nameKey(text).slice(0, 255), status, groupId };
  const total = await countUsers(read, filter);
  const users = await usersOf(read, filter, { order, limit: perPage, offset: (page - 1) * perPage });
  const groups = users.length === 0 ? [] : await groupsOfUsers(read, idsOf(users));
  const ofUser = (id: number) => groups.filter(({ userId }) => userId === id).map((group) => ({ id: group.id, name: group.name }));
  return { users: users.map((user) => ({ ...user, groups: ofUser(user.id) })), total };
}

const idsOf = (users: readonly User[]): number[] => users.map(({ id }) => id);
