import type { Status } from '@picturerail/sdk';
import type { Bindable, Sql } from '#database';
import type { User } from './user.ts';
import { userColumns } from './users-store.ts';

export type UserOrder = 'name' | 'seen' | 'new';

export interface UserFilter {
  /** Part of a name's key or of an address in lower case; empty for all. */
  readonly part: string;
  readonly status: Status | null;
  readonly groupId: number | null;
}

const orders: Record<UserOrder, string> = {
  name: 'u.name_key',
  seen: 'u.seen_at IS NULL, u.seen_at DESC, u.id DESC',
  new: 'u.created_at DESC, u.id DESC',
};

/** What a pattern would read as its own is taken as it is. */
const containing = (part: string): string => `%${part.replaceAll(/[!%_]/g, '!$&')}%`;

function where({ part, status, groupId }: UserFilter): { readonly text: string; readonly values: Bindable[] } {
  const terms: (readonly [string, ...Bindable[]])[] = [];
  if (part !== '') terms.push([`(u.name_key LIKE ? ESCAPE '!' OR LOWER(u.email) LIKE ? ESCAPE '!')`, containing(part), containing(part)]);
  if (status !== null) terms.push(['u.status = ?', status]);
  if (groupId !== null) terms.push(['u.id IN (SELECT user_id FROM group_members WHERE group_id = ?)', groupId]);
  const text = terms.length === 0 ? '' : ` WHERE ${terms.map(([term]) => term).join(' AND ')}`;
  return { text, values: terms.flatMap(([, ...values]) => values) };
}

export async function countUsers(sql: Sql, filter: UserFilter): Promise<number> {
  const { text, values } = where(filter);
  return (await sql.get<{ number: number }>(`SELECT COUNT(*) AS number FROM users u${text}`, values))?.number ?? 0;
}

export function usersOf(sql: Sql, filter: UserFilter, part: { readonly order: UserOrder; readonly limit: number; readonly offset: number }): Promise<User[]> {
  const { text, values } = where(filter);
  return sql.all<User>(`SELECT ${userColumns} FROM users u${text} ORDER BY ${orders[part.order]} LIMIT ? OFFSET ?`, [...values, part.limit, part.offset]);
}
