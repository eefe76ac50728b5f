import type { GalleryRoom } from '../rooms.ts';
import { type Fillable, inOneTransaction } from './in-one-transaction.ts';
import type { People } from './make-people.ts';
import type { PlannedAccess, PlannedAlbum } from './plan-gallery.ts';

type Principal = 'signed-in' | { readonly group: number } | { readonly user: number };

/** Ids, by index of the plan. */
export const makeAlbums = (house: Fillable, room: GalleryRoom, albums: readonly PlannedAlbum[], people: People): Promise<number[]> =>
  inOneTransaction(house, async (g) => {
    const ids: number[] = [];
    for (const { title, parent, access } of albums) {
      const parentId = parent === null ? null : (ids[parent] as number);
      ids.push(await room.createAlbum(g, room.system, { parentId, title, access: access === 'inherit' ? access : { entries: entriesFor(access, people) } }));
    }
    return ids;
  });

function entriesFor(access: Exclude<PlannedAccess, 'inherit'>, { groups, staff, clients }: People) {
  const principals = ((): Principal[] => {
    if (access === 'signed-in') return ['signed-in'];
    if (access === 'staff') return [{ group: staff }];
    if ('client' in access) return [{ group: staff }, { user: clients[access.client] as number }];
    return [{ group: groups[access.group] as number }, ...(access.staff ? [{ group: staff }] : [])];
  })();
  return principals.map((principal) => ({ principal, rights: ['view', 'download'] as const }));
}
