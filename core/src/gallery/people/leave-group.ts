import { bumpRevision } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { deleteMember } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';

/** Effective with the next request: principals are read with the session. */
export async function leaveGroup(g: Gallery, actor: Actor, groupId: number, userId: number): Promise<void> {
  refuseUnlessAdministrator(actor, 'change who is in a group');
  await g.database.transaction(async (tx) => {
    if (await deleteMember(tx, groupId, userId)) await bumpRevision(tx, 'access');
  });
}
