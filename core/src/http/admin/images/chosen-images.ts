import type { Chosen } from '#gallery';
import { idIn } from '../../addresses.ts';
import type { Exchange } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import { type ImagesAskedFor, imagesAsked } from './images-asked.ts';

export interface ChosenImages {
  /** Null where the filter could not be understood. */
  readonly chosen: Chosen | null;
  readonly asked: ImagesAskedFor;
  /** The fields that say so, to be sent again. */
  readonly fields: readonly (readonly [string, string])[];
}

/** Most ids that a form names. */
export const mostChosen = 5_000;

/** The images that a form is about: those ticked, also on other pages, or all that its filter finds. */
export async function chosenImages(room: Room, ctx: Exchange): Promise<ChosenImages> {
  const form = ctx.state.form ?? new URLSearchParams();
  const filter = form.get('filter') ?? '';
  const asked = await imagesAsked(room, ctx, new URLSearchParams(filter));
  if (form.get('all') === 'yes') {
    const fields = [
      ['filter', filter],
      ['all', 'yes'],
    ] as const;
    return { chosen: asked.problems.length > 0 ? null : { filter: asked.filter }, asked, fields };
  }
  const named = [...form.getAll('image'), ...form.getAll('images').flatMap((list) => list.split(','))];
  const ids = [...new Set(named.flatMap((one) => idIn(one) ?? []))].slice(0, mostChosen);
  return {
    chosen: { ids },
    asked,
    fields: [
      ['filter', filter],
      ['images', ids.join()],
    ],
  };
}
