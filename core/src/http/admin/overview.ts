import { galleryFigures } from '#gallery';
import { type Exchange, whoOf } from '../exchange.ts';
import { type Room, text } from '../room.ts';
import { installedPlugins, pluginName } from './installed-plugins.ts';
import { renderAdmin } from './render-admin.ts';

/** The first page of the administration: how much there is, and what needs somebody. */
export const showOverview = (room: Room) => async (ctx: Exchange) => {
  const { gallery, jobs } = room.house;
  const plugins = await installedPlugins(room.house);
  const troubled = plugins.filter(({ reason, state, desired }) => reason !== null && (desired === 'active' || state === 'broken'));
  const { waiting, running, failed } = await jobs.counts();
  await renderAdmin(room, ctx, 'overview', {
    title: text(room, ctx, 'title.overview'),
    data: {
      figures: await galleryFigures(gallery),
      plugins: { installed: plugins.length, active: plugins.filter(({ state }) => state === 'active').length },
      troubled: troubled.map((one) => ({ id: one.id, name: pluginName(room, ctx, one), reason: one.reason })),
      jobs: { open: waiting + running, failed },
      isWebmaster: whoOf(ctx).viewer.status === 'webmaster',
    },
  });
};
