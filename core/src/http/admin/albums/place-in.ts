import { type AlbumPlace, orderAlbum } from '#gallery';
import { idIn, withQuery } from '../../addresses.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';

/** `12:up`, or `12:before:7` as the script says it where a row was let go. */
function readPlace(text: string): { readonly id: number; readonly place: AlbumPlace } | null {
  const [first, word, third] = text.split(':');
  const id = idIn(first);
  if (id === null) return null;
  if (word === 'up' || word === 'down') return { id, place: word };
  const other = idIn(third);
  if (other === null || (word !== 'before' && word !== 'after')) return null;
  return { id, place: word === 'before' ? { before: other } : { after: other } };
}

/** Puts an album where the form's `place` says, and goes back to the page it was on; false where it says nothing. Errors: those of `orderAlbum`. */
export async function placeIn({ house }: Room, ctx: Exchange, form: URLSearchParams): Promise<boolean> {
  const wanted = readPlace(form.get('place') ?? '');
  if (wanted === null) return false;
  await orderAlbum(house.gallery, whoOf(ctx).viewer, wanted.id, wanted.place);
  goOn(ctx, withQuery(ctx.path, new URLSearchParams({ page: queryOf(ctx).get('page') ?? '1' }), { placed: form.get('place') }));
  return true;
}

/** The button that was pressed to get here: it is pressed again more often than not. */
export function placedBy(ctx: Exchange): { readonly id: number; readonly way: 'up' | 'down' } | null {
  const placed = readPlace(queryOf(ctx).get('placed') ?? '');
  return placed && typeof placed.place === 'string' ? { id: placed.id, way: placed.place } : null;
}
