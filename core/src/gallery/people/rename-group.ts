import { isUniqueViolation } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { groupNameTaken, groupUnknown } from './errors.ts';
import { groupExists, updateGroupName } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';
import { nameKey, readName } from './name-key.ts';

/** Access lists go on naming it. Errors: `group-unknown`, `name-empty`, `name-invalid`, `group-name-taken`. */
export async function renameGroup(g: Gallery, actor: Actor, id: number, given: string): Promise<void> {
  refuseUnlessAdministrator(actor, 'rename groups');
  const name = readName(given);
  await g.database.transaction(async (tx) => {
    if (!(await groupExists(tx, id))) throw groupUnknown(id);
    await updateGroupName(tx, id, { name, nameKey: nameKey(name) }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? groupNameTaken(name) : error;
    });
    await note(g, tx, actor, { deed: 'group-renamed', id, name });
  });
}
