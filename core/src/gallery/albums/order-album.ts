import { openLedger } from '../access/ledger.ts';
import { refuseUnless } from '../access/refuse-unless.ts';
import { statusNeeded } from '../errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { administers } from '../people/may-change-users.ts';
import { tell } from '../tell.ts';
import { rootId } from './album-path.ts';
import { lockLivingAlbum } from './album-work.ts';
import { lockAlbums } from './albums-store.ts';
import { albumNotBeside } from './errors.ts';
import { type PlaceRow, placesIn, setPositions } from './order-album-store.ts';

/** Left between two places when all are numbered anew: so many albums can come between them before that is done again. */
const gap = 1_024;

/** Where an album is to come among those of the same album. */
export type AlbumPlace = 'up' | 'down' | { readonly before: number } | { readonly after: number };

/**
 * Puts an album elsewhere among those of the same album. Takes `manage` on the album they lie in. Errors:
 * `album-unknown`, `album-in-trash`, `album-not-beside`, `not-allowed`, `status-needed`.
 */
export async function orderAlbum(g: Gallery, actor: Actor, id: number, place: AlbumPlace): Promise<void> {
  const registry = await g.access.registry();
  await g.database.transaction(async (tx) => {
    const ledger = openLedger(registry, tx);
    const album = await lockLivingAlbum(tx, ledger, id, { actor, right: 'manage', what: 'order' });
    const parentId = album.parentId as number;
    const [parent] = await lockAlbums(tx, [parentId]);
    if (parentId === rootId && !administers(actor)) throw statusNeeded('order the albums at the top', 'administrator');
    if (parent && parentId !== rootId) await refuseUnless(tx, ledger, parent, { actor, right: 'manage', what: `order the albums of "${parent.title}"` });
    const places = await placesIn(tx, parentId);
    const ids = places.map((one) => one.id);
    if (typeof place === 'object') {
      const [other = 0] = Object.values(place);
      if (!ids.includes(other)) throw albumNotBeside(album.title, other);
    }
    const beforeId = beforeIdOf(ids, id, place);
    await setPositions(tx, placesWith(places, id, beforeId));
    await tell(g, tx, 'albums:updated', [{ albumId: id }]);
    await note(g, tx, actor, { deed: 'album-ordered', id, name: album.title });
  });
}

/** Before which album that is; null: last. */
function beforeIdOf(ids: readonly number[], id: number, place: AlbumPlace): number | null {
  const at = ids.indexOf(id);
  if (place === 'up') return ids[Math.max(0, at - 1)] ?? null;
  if (place === 'down') return ids[at + 2] ?? null;
  if ('before' in place) return place.before;
  const others = ids.filter((one) => one !== id);
  return place.after === id ? (ids[at + 1] ?? null) : (others[others.indexOf(place.after) + 1] ?? null);
}

/** The places that change: one where there is room, all of them where not. */
export function placesWith(places: readonly PlaceRow[], id: number, beforeId: number | null): PlaceRow[] {
  if (beforeId === id) return [];
  const others = places.filter((one) => one.id !== id);
  const at = beforeId === null ? others.length : others.findIndex((one) => one.id === beforeId);
  const [previous, next] = [others[at - 1]?.position ?? 0, others[at]?.position];
  if (next === undefined) return [{ id, position: previous + gap }];
  const between = Math.floor((previous + next) / 2);
  if (between > previous && between < next) return [{ id, position: between }];
  const order = [...others.slice(0, at).map((one) => one.id), id, ...others.slice(at).map((one) => one.id)];
  return order.map((one, index) => ({ id: one, position: (index + 1) * gap }));
}
