import type { Status } from '@picturerail/sdk';
import { bumpRevision, isUniqueViolation, type Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { tell } from '../tell.ts';
import { readEmail } from './email.ts';
import { statusUnknown, userNameTaken } from './errors.ts';
import { refuseStatus, refuseUnlessAdministrator, statuses } from './may-change-users.ts';
import { nameKey, readName } from './name-key.ts';
import { setGroupsOf } from './set-groups.ts';
import type { NewUser } from './user.ts';
import { insertUserRow } from './users-store.ts';

export function checkStatus(status: Status): void {
  if (!statuses.includes(status)) throw statusUnknown(status);
}

/** Inside a transaction that does more, such as the first setup. Errors: `name-empty`, `name-invalid`, `email-invalid`, `user-name-taken`, each with `data.field`; `group-unknown`. */
export async function insertUser(g: Gallery, tx: Tx, user: NewUser): Promise<number> {
  checkStatus(user.status);
  const name = readName(user.name);
  const fields = {
    name,
    name_key: nameKey(name),
    status: user.status,
    language: user.language ?? null,
    email: readEmail(user.email ?? null),
    password_hash: user.passwordHash ?? null,
  };
  const id = await insertUserRow(tx, fields, g.clock()).catch((error: unknown) => {
    throw isUniqueViolation(error) ? userNameTaken(name) : error;
  });
  if (user.groups) await setGroupsOf(tx, id, user.groups);
  await bumpRevision(tx, 'access');
  await tell(g, tx, 'users:created', [{ userId: id }]);
  return id;
}

/** Only a webmaster makes administrators and webmasters. */
export async function createUser(g: Gallery, actor: Actor, user: NewUser): Promise<number> {
  refuseUnlessAdministrator(actor, 'make users');
  refuseStatus(actor, user.status);
  return g.database.transaction(async (tx) => {
    const id = await insertUser(g, tx, user);
    await note(g, tx, actor, { deed: 'user-created', id, name: readName(user.name), detail: user.status });
    return id;
  });
}
