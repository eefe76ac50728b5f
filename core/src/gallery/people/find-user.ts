import type { Gallery } from '../gallery.ts';
import { nameKey } from './name-key.ts';
import type { User } from './user.ts';
import { allUsers, userById, userByKey } from './users-store.ts';

/** By id, or by name as people write it. */
export async function findUser({ database: { read } }: Gallery, which: string | number): Promise<User | null> {
  return (await (typeof which === 'number' ? userById(read, which) : userByKey(read, nameKey(which).slice(0, 255)))) ?? null;
}

export const listUsers = ({ database }: Gallery): Promise<User[]> => allUsers(database.read);
