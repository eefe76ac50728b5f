import { bumpRevision } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { groupUnknown, userUnknown } from './errors.ts';
import { groupName, insertMember } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';
import { userById } from './users-store.ts';

/** Who is in the group already stays in it. Errors: `group-unknown`, `user-unknown`. */
export async function joinGroup(g: Gallery, actor: Actor, groupId: number, userId: number): Promise<void> {
  refuseUnlessAdministrator(actor, 'change who is in a group');
  await g.database.transaction(async (tx) => {
    const name = await groupName(tx, groupId);
    if (name === undefined) throw groupUnknown(groupId);
    const user = await userById(tx, userId);
    if (!user) throw userUnknown(userId);
    if (!(await insertMember(tx, groupId, userId))) return;
    await bumpRevision(tx, 'access');
    await note(g, tx, actor, { deed: 'group-joined', id: groupId, name, detail: user.name });
  });
}
