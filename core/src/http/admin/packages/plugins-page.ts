import { type Current, listPlugins, readUsage, sourceIn } from '#kernel';
import { type Exchange, queryOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { protectedBy } from './protected-by.ts';
import { shownPackage } from './shown-package.ts';
import { timeSpent } from './time-spent.ts';

interface Beside {
  readonly refused?: Refused;
  /** Stands in the field for a name. */
  readonly typed?: string;
  /** Id of a plugin that is gone now. */
  readonly uninstalled?: string | null;
  /** What went wrong though the whole went well. */
  readonly warnings?: readonly string[];
}

export const showPlugins = (room: Room) => (ctx: Exchange) => pluginsPage(room, ctx, { uninstalled: queryOf(ctx).get('uninstalled') });

/** All plugins: what they are, how they fare, what can be done next; and how to install one. */
export async function pluginsPage(room: Room, ctx: Exchange, { refused, typed = '', uninstalled = null, warnings = [] }: Beside): Promise<void> {
  const { registry, database, config } = room.house;
  const [current, usage] = await Promise.all([registry.look(), readUsage(database.read)]);
  const plugins = listPlugins(current)
    .filter(({ kind }) => kind === 'plugin')
    .map((one) => {
      const own = usage.filter(({ plugin }) => plugin === one.id);
      return { ...shownPackage(room, ctx, current, one), spent: timeSpent(own, usage) };
    });
  await renderAdmin(room, ctx, 'plugins', {
    title: text(room, ctx, 'title.plugins'),
    data: {
      plugins,
      active: plugins.filter(({ state }) => state === 'active').length,
      refused: refused ?? null,
      typed,
      warnings,
      withheld: (await protectedBy(room.house)).filter(({ plugin }) => !plugins.some(({ id, state }) => id === plugin && state === 'active')),
      released: queryOf(ctx).get('released'),
      safeMode: config.safeMode,
      gone: uninstalled === null || plugins.some(({ id }) => id === uninstalled) ? null : goneIn(current, uninstalled),
    },
  });
}

/** What is left of a plugin that was uninstalled, and where to have it from again. */
function goneIn({ rows }: Current, id: string): { readonly id: string; readonly dataStay: boolean; readonly again: string | null } {
  const row = rows.find((one) => one.id === id);
  const source = row?.source ? sourceIn(row.source) : null;
  return { id, dataStay: row !== undefined, again: source?.kind === 'registry' ? source.text : null };
}
