import type { Sql, Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';
import type { NewUser, User, UserChange } from './user.ts';

/** Inside a transaction that does more, such as the first setup. Errors: `user-name-empty`, `user-name-long`, `user-name-taken`, each with `data.field`. */
export async function insertUser(_g: Gallery, _tx: Tx, _user: NewUser): Promise<number> {
  return unfilled();
}
/** Only a webmaster makes administrators and webmasters. */
export async function createUser(_g: Gallery, _actor: Actor, _user: NewUser): Promise<number> {
  return unfilled();
}
export async function updateUser(_g: Gallery, _actor: Actor, _id: number, _change: UserChange): Promise<void> {
  return unfilled();
}
export async function removeUser(_g: Gallery, _actor: Actor, _id: number): Promise<void> {
  return unfilled();
}
export async function findUser(_g: Gallery, _which: string | number): Promise<User | null> {
  return unfilled();
}
export async function listUsers(_g: Gallery): Promise<User[]> {
  return unfilled();
}
export async function webmasterExists(_sql: Sql): Promise<boolean> {
  return unfilled();
}
