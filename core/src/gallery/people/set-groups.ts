import type { Tx } from '#database';
import { groupUnknown } from './errors.ts';
import { deleteMember, groupExists, groupIdsOfUser, insertMember } from './groups-store.ts';

/** Puts a user into these groups and takes him out of the others; true where that changes anything. Errors: `group-unknown`. */
export async function setGroupsOf(tx: Tx, userId: number, groups: readonly number[]): Promise<boolean> {
  const before = await groupIdsOfUser(tx, userId);
  const added = [...new Set(groups)].filter((id) => !before.includes(id));
  const gone = before.filter((id) => !groups.includes(id));
  for (const id of added) {
    if (!(await groupExists(tx, id))) throw groupUnknown(id);
    await insertMember(tx, id, userId);
  }
  for (const id of gone) await deleteMember(tx, id, userId);
  return added.length + gone.length > 0;
}
