import { bumpRevision } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { groupUnknown } from './errors.ts';
import { deleteGroup, groupName } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';

/** What was granted to the group is granted to nobody; no list is touched for it. Errors: `group-unknown`. */
export async function removeGroup(g: Gallery, actor: Actor, id: number): Promise<void> {
  refuseUnlessAdministrator(actor, 'remove groups');
  await g.database.transaction(async (tx) => {
    const name = await groupName(tx, id);
    if (name === undefined || !(await deleteGroup(tx, id))) throw groupUnknown(id);
    await bumpRevision(tx, 'access');
    await note(g, tx, actor, { deed: 'group-removed', id, name });
  });
}
