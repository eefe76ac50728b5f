import { isUniqueViolation, type Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { checkStatus } from './create-user.ts';
import { readEmail } from './email.ts';
import { lastWebmaster, userNameTaken, userUnknown } from './errors.ts';
import { refuseStatus, refuseTarget } from './may-change-users.ts';
import { nameKey, readName } from './name-key.ts';
import type { User, UserChange } from './user.ts';
import { lockedWebmasters, type UserFields, updateUserRow, userById } from './users-store.ts';

/**
 * Administrators change users, webmasters everybody; a user changes his own language and address, a generic account
 * nothing. Errors: `user-unknown`, `last-webmaster`, `status-needed`, and those of `insertUser`.
 */
export async function updateUser(g: Gallery, actor: Actor, id: number, change: UserChange): Promise<void> {
  const fields = fieldsOf(change);
  await g.database.transaction(async (tx) => {
    const user = await userById(tx, id);
    if (!user) throw userUnknown(id);
    if (!changesHimself(actor, user, change)) refuseTarget(actor, user, `change the user "${user.name}"`);
    if (change.status !== undefined && change.status !== user.status) await refuseNewStatus(tx, actor, user, change.status);
    await updateUserRow(tx, id, fields).catch((error: unknown) => {
      throw isUniqueViolation(error) ? userNameTaken(fields.name ?? '') : error;
    });
  });
}

const ofOnesOwn: readonly string[] = ['language', 'email'];

const changesHimself = (actor: Actor, user: User, change: UserChange): boolean =>
  !('system' in actor) && actor.userId === user.id && user.status !== 'generic' && Object.keys(change).every((name) => ofOnesOwn.includes(name));

async function refuseNewStatus(tx: Tx, actor: Actor, user: User, status: User['status']): Promise<void> {
  checkStatus(status);
  refuseStatus(actor, status);
  if (user.status === 'webmaster') await refuseLastWebmaster(tx, user);
}

/** Errors: `last-webmaster`. */
export async function refuseLastWebmaster(tx: Tx, user: User): Promise<void> {
  const others = (await lockedWebmasters(tx)).filter(({ id }) => id !== user.id);
  if (user.status === 'webmaster' && others.length === 0) throw lastWebmaster(user.name);
}

function fieldsOf({ name, status, language, email, passwordHash }: UserChange): Partial<UserFields> {
  const known = name === undefined ? undefined : readName(name);
  return {
    ...(known === undefined ? {} : { name: known, name_key: nameKey(known) }),
    ...(status === undefined ? {} : { status }),
    ...(language === undefined ? {} : { language }),
    ...(email === undefined ? {} : { email: readEmail(email) }),
    ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
  };
}
