import { bumpRevision, isUniqueViolation } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { groupNameTaken } from './errors.ts';
import { insertGroup } from './groups-store.ts';
import { refuseUnlessAdministrator } from './may-change-users.ts';
import { nameKey, readName } from './name-key.ts';

/** Errors: `name-empty`, `name-invalid`, `group-name-taken`. */
export async function createGroup(g: Gallery, actor: Actor, group: { readonly name: string }): Promise<number> {
  refuseUnlessAdministrator(actor, 'make groups');
  const name = readName(group.name);
  return g.database.transaction(async (tx) => {
    const id = await insertGroup(tx, { name, nameKey: nameKey(name), now: g.clock() }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? groupNameTaken(name) : error;
    });
    await bumpRevision(tx, 'access');
    await note(g, tx, actor, { deed: 'group-created', id, name });
    return id;
  });
}
