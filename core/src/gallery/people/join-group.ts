import { bumpRevision } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { groupUnknown, userUnknown } from './errors.ts';
import { groupExists, insertMember } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';
import { userById } from './users-store.ts';

/** Who is in the group already stays in it. Errors: `group-unknown`, `user-unknown`. */
export async function joinGroup(g: Gallery, actor: Actor, groupId: number, userId: number): Promise<void> {
  refuseUnlessAdministrator(actor, 'change who is in a group');
  await g.database.transaction(async (tx) => {
    if (!(await groupExists(tx, groupId))) throw groupUnknown(groupId);
    if (!(await userById(tx, userId))) throw userUnknown(userId);
    if (await insertMember(tx, groupId, userId)) await bumpRevision(tx, 'access');
  });
}
