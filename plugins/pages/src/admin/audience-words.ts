import type { Principal } from '@picturerail/sdk';
import { type Audience, whoOf } from '../audience.ts';
import type { Wording } from './wording.ts';

/** Who sees it, in words. */
export function audienceWords({ t, language }: Wording, audience: Audience, offered: readonly Principal[]): string {
  const who = whoOf(audience, offered);
  if (who !== 'chosen') return t(`who.${who}`);
  const groups = offered.filter(({ kind, id }) => kind === 'group' && audience.principals.includes(id)).map(({ name }) => t('who.group', { name }));
  const held = audience.statuses.map((status) => t(`status.${status}`));
  if (groups.length + held.length === 0) return t('who.nobody');
  return new Intl.ListFormat(language, { type: 'conjunction' }).format([...groups, ...held]);
}
