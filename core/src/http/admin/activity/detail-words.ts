import type { Activity } from '#activity';
import { type Exchange, whoOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';

/** What is known besides, in the reader's words where the core has some for it. */
export function detailWords({ house }: Room, ctx: Exchange, { deed, detail }: Activity): string | null {
  if (detail === null) return null;
  const { language } = whoOf(ctx).viewer;
  const worded = (key: string): string => house.texts.find('core', language, key) ?? detail;
  if (deed === 'user-created' || deed === 'user-status-changed') return worded(`status.${detail}`);
  if (deed === 'user-changed')
    return detail
      .split(' ')
      .map((field) => house.texts.find('core', language, `activity.field.${field}`) ?? field)
      .join(', ');
  if (deed === 'settings-changed')
    return detail
      .split(' ')
      .map((name) => house.texts.find('core', language, `settings.${name}`) ?? name)
      .join(', ');
  return worded(`activity.detail.${detail}`);
}
