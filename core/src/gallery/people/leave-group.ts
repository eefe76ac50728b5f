import { bumpRevision } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { deleteMember, groupName } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';
import { userById } from './users-store.ts';

/** Effective with the next request: principals are read with the session. */
export async function leaveGroup(g: Gallery, actor: Actor, groupId: number, userId: number): Promise<void> {
  refuseUnlessAdministrator(actor, 'change who is in a group');
  await g.database.transaction(async (tx) => {
    if (!(await deleteMember(tx, groupId, userId))) return;
    await bumpRevision(tx, 'access');
    const [name, user] = [await groupName(tx, groupId), await userById(tx, userId)];
    await note(g, tx, actor, { deed: 'group-left', id: groupId, name: name ?? null, detail: user?.name ?? null });
  });
}
