import { type BulkAction, type Chosen, changeAtOnce, nothingSelected } from '#gallery';
import { withQuery } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusedBy } from '../refused.ts';
import { actionAsked } from './action-asked.ts';
import { bulkPage, isAsked } from './bulk-page.ts';
import { type ChosenImages, chosenImages } from './chosen-images.ts';
import { imagesPage, imagesPath } from './images-page.ts';

/** Does one thing to the images that were chosen; what it needs to know is asked on a page of its own. */
export const changeImages = (room: Room) => async (ctx: Exchange) => {
  const name = ctx.state.form?.get('action') ?? '';
  const images = await chosenImages(room, ctx);
  try {
    const chosen = notNothing(images.chosen);
    if (isAsked(name) && ctx.state.form?.get('step') !== 'do') return await bulkPage(room, ctx, { name, images });
    const action = await actionAsked(room, ctx, { name, albumId: images.asked.filter.album });
    if (action === null) throw pageNotFound();
    await start(room, ctx, images, action, chosen);
  } catch (error) {
    const refused = refusedBy(room, ctx, error);
    await (isAsked(name) && images.chosen !== null && notEmpty(images.chosen)
      ? bulkPage(room, ctx, { name, images, refused })
      : imagesPage(room, ctx, refused));
  }
};

const notEmpty = (chosen: Chosen): boolean => !('ids' in chosen) || chosen.ids.length > 0;

function notNothing(chosen: Chosen | null): Chosen {
  if (chosen === null || !notEmpty(chosen)) throw nothingSelected();
  return chosen;
}

async function start({ house }: Room, ctx: Exchange, { asked }: ChosenImages, action: BulkAction, chosen: Chosen): Promise<void> {
  const id = await changeAtOnce(house.gallery, whoOf(ctx).viewer, action, chosen);
  goOn(ctx, withQuery(imagesPath, asked.query, { change: String(id) }));
}
