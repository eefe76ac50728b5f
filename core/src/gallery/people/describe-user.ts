import type { Status } from '@picturerail/sdk';
import type { Actor, Gallery } from '../gallery.ts';
import { groupIdsOfUser } from './groups-store.ts';
import { mayChangeUser, statusesGivenBy } from './may-change-users.ts';
import type { User } from './user.ts';
import { imagesUploadedBy, passwordIsSet, userById, webmasterIds } from './users-store.ts';

export interface UserDescribed extends User {
  /** Ids. */
  readonly groups: readonly number[];
  /** False for who was invited and has not chosen one yet. */
  readonly hasPassword: boolean;
  /** Images that stay when the user is removed. */
  readonly uploads: number;
  /** Whether this actor may change and remove the user. */
  readonly mayChange: boolean;
  /** What this actor may make of the user, what he is now among it. */
  readonly statuses: readonly Status[];
  /** The last webmaster is neither removed nor made something else. */
  readonly isLastWebmaster: boolean;
}

/** A user as somebody sees him who administers the gallery; null where there is none. */
export async function describeUser({ database: { read } }: Gallery, actor: Actor, id: number): Promise<UserDescribed | null> {
  const user = await userById(read, id);
  if (!user) return null;
  const isLastWebmaster = user.status === 'webmaster' && (await webmasterIds(read)).length === 1;
  const given = statusesGivenBy(actor);
  return {
    ...user,
    groups: await groupIdsOfUser(read, id),
    hasPassword: await passwordIsSet(read, id),
    uploads: await imagesUploadedBy(read, id),
    mayChange: mayChangeUser(actor, user),
    statuses: isLastWebmaster ? ['webmaster'] : given.includes(user.status) ? given : [user.status, ...given],
    isLastWebmaster,
  };
}
