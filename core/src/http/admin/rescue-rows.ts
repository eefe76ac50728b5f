import type { PluginListing } from '#kernel';
import { type Exchange, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';
import { installedPlugins, pluginName } from './installed-plugins.ts';
import { protectedBy } from './packages/protected-by.ts';

/** A plugin on the rescue page; one that is gone stands there too, while it protects something. */
export interface RescueRow extends Pick<PluginListing, 'id' | 'version' | 'state' | 'desired' | 'pending' | 'reason'> {
  readonly name: string;
  /** What is withheld because it does not run, pictures and sign-ins, in sentences; null where nothing is. */
  readonly withheld: string | null;
  /** True where that are sign-ins and no pictures. */
  readonly onlyUsers: boolean;
}

export async function rescueRows(room: Room, ctx: Exchange): Promise<RescueRow[]> {
  const { texts, kernel } = room.house;
  const { language } = whoOf(ctx).viewer;
  const plugins = await installedPlugins(room.house);
  const held = await protectedBy(room.house);
  const running = new Set(kernel.plugins().flatMap(({ id, state }) => (state === 'active' ? [id] : [])));
  const withheld = (id: string) => {
    const found = running.has(id) ? undefined : held.find(({ plugin }) => plugin === id);
    if (!found) return null;
    const { albums, users } = found;
    const sentences = [
      ...(albums === null ? [texts.t('core', language, 'admin.withheld_everywhere')] : []),
      ...(albums ? [texts.t('core', language, 'admin.withheld', { count: albums, number: albums })] : []),
      ...(users > 0 ? [texts.t('core', language, 'admin.withheld.users', { count: users })] : []),
    ];
    return sentences.join(' ');
  };
  const onlyUsers = (id: string) => held.some(({ plugin, albums }) => plugin === id && albums === 0);
  const gone = held.filter(({ plugin }) => !plugins.some(({ id }) => id === plugin));
  return [
    ...plugins.map((one) => ({ ...one, name: pluginName(room, ctx, one), withheld: withheld(one.id), onlyUsers: onlyUsers(one.id) })),
    ...gone.map(({ plugin }) => ({ ...unknown, id: plugin, name: plugin, withheld: withheld(plugin), onlyUsers: onlyUsers(plugin) })),
  ];
}

const unknown = { version: null, state: 'missing', desired: 'inactive', pending: false, reason: null } as const;
