import { bumpRevision } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { tell } from '../tell.ts';
import { userUnknown } from './errors.ts';
import { refuseTarget } from './may-change-users.ts';
import { refuseLastWebmaster } from './update-user.ts';
import { deleteUserRow, userById } from './users-store.ts';

/** Albums and images of the user stay. Errors: `user-unknown`, `last-webmaster`, `status-needed`. */
export async function removeUser(g: Gallery, actor: Actor, id: number): Promise<void> {
  await g.database.transaction(async (tx) => {
    const user = await userById(tx, id);
    if (!user) throw userUnknown(id);
    refuseTarget(actor, user, `remove the user "${user.name}"`);
    await refuseLastWebmaster(tx, user);
    await deleteUserRow(tx, id);
    await bumpRevision(tx, 'access');
    await tell(g, tx, 'users:deleted', [{ userId: id }]);
    await note(g, tx, actor, { deed: 'user-removed', id, name: user.name });
  });
}
