import { bumpRevision, isUniqueViolation, type Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { checkStatus } from './create-user.ts';
import { readEmail } from './email.ts';
import { lastWebmaster, userNameTaken, userUnknown } from './errors.ts';
import { refuseStatus, refuseTarget } from './may-change-users.ts';
import { nameKey, readName } from './name-key.ts';
import { setGroupsOf } from './set-groups.ts';
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
    const moved = change.groups !== undefined && (await setGroupsOf(tx, id, change.groups));
    if (moved) await bumpRevision(tx, 'access');
    await noteChange(g, tx, actor, { user, change, moved });
  });
}

interface Changed {
  readonly user: User;
  readonly change: UserChange;
  /** Into a group, or out of one. */
  readonly moved: boolean;
}

async function noteChange(g: Gallery, tx: Tx, actor: Actor, { user, change, moved }: Changed): Promise<void> {
  const about = { id: user.id, name: user.name };
  if (change.status !== undefined && change.status !== user.status) await note(g, tx, actor, { deed: 'user-status-changed', ...about, detail: change.status });
  const changed = (['name', 'email', 'language'] as const).filter((field) => change[field] !== undefined && change[field] !== user[field]);
  const fields = [...changed, ...(moved ? ['groups'] : [])];
  if (fields.length > 0) await note(g, tx, actor, { deed: 'user-changed', ...about, detail: fields.join(' ') });
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
