import { type Activity, type Area, activityPage, areas } from '#activity';
import { idIn, withQuery } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { activityAsked, filterOf } from './activity-asked.ts';
import { detailWords } from './detail-words.ts';

const perPage = 50;
const here = '/admin/activity';

/** Who did what to which thing, the newest first. */
export const showActivity = (room: Room) => async (ctx: Exchange) => {
  const query = queryOf(ctx);
  const [asked, before] = [activityAsked(ctx), query.get('before')];
  const beforeId = before === null ? null : idIn(before);
  if (before !== null && beforeId === null) throw pageNotFound();
  const { rows, more } = await activityPage(room.house.database, { ...(await filterOf(room, asked)), beforeId, limit: perPage });
  const { activityDays } = await room.house.settings.core();
  const exported = (ending: string) => withQuery(`${here}/activity.${ending}`, query, { before: null });
  await renderAdmin(room, ctx, 'activity', {
    title: text(room, ctx, 'title.activity'),
    at: here,
    data: {
      asked,
      areas,
      days: activityDays,
      isFiltered: asked.area !== null || asked.who !== '' || asked.since !== '',
      lines: rows.map((one) => ({ ...one, link: linkTo(one), words: detailWords(room, ctx, one) })),
      newest: beforeId === null ? null : withQuery(here, query, { before: null }),
      older: more ? withQuery(here, query, { before: String(rows.at(-1)?.id) }) : null,
      exports: { csv: exported('csv'), jsonl: exported('jsonl') },
    },
  });
};

const pages: { readonly [area in Area]?: string } = {
  albums: '/admin/albums/',
  images: '/images/',
  users: '/admin/users/',
  groups: '/admin/groups/',
  imports: '/admin/import/',
};

/** Where the thing is to be seen; what has just been deleted is not. */
function linkTo({ area, deed, objectId }: Activity): string | null {
  if (objectId === null || /-(deleted|removed|forgotten)$/.test(deed)) return null;
  // What was added has a line for the album it came into.
  const base = deed === 'images-added' ? pages.albums : pages[area as Area];
  return base === undefined ? null : `${base}${objectId}`;
}
