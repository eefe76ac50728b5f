import { type AccountsRoom, built, type GalleryRoom } from '../rooms.ts';
import { type Fillable, inOneTransaction } from './in-one-transaction.ts';
import type { PlannedGallery } from './plan-gallery.ts';

/** Ids. */
export interface People {
  readonly groups: readonly number[];
  readonly staff: number;
  readonly clients: readonly number[];
}

/** Who signs in to measure: a user in three groups, one in 150, and an administrator in the staff group; all with {@link password}. */
export const users = { few: 'user-in-3-groups', many: 'user-in-150-groups', staff: 'staff' } as const;
export const password = 'measured-with-care-2026';

export async function makePeople(house: Fillable, room: GalleryRoom, plan: PlannedGallery): Promise<People> {
  const { hashPassword }: AccountsRoom = await import(built('accounts/index.js'));
  const passwordHash = await hashPassword(password);
  return inOneTransaction(house, async (g) => {
    await room.createUser(g, room.system, { name: 'webmaster', status: 'webmaster' });
    const groups: number[] = [];
    for (let at = 0; at < plan.groups; at += 1) groups.push(await room.createGroup(g, room.system, { name: `Group ${at}` }));
    const staff = await room.createGroup(g, room.system, { name: 'Staff' });
    const members = [
      { name: users.few, status: 'user', of: groups.slice(0, 3) },
      { name: users.many, status: 'user', of: groups.slice(0, 150) },
      { name: users.staff, status: 'administrator', of: [staff] },
    ] as const;
    for (const { name, status, of } of members) {
      const id = await room.createUser(g, room.system, { name, status, passwordHash });
      for (const group of of) await room.joinGroup(g, room.system, group, id);
    }
    const clients: number[] = [];
    for (let at = 0; at < plan.clients; at += 1) clients.push(await room.createUser(g, room.system, { name: `client-${at}`, status: 'user' }));
    return { groups, staff, clients };
  });
}
