import { listPlugins } from '#kernel';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { shownPackage } from './shown-package.ts';

interface Beside {
  readonly refused?: Refused;
  /** Stands in the field for a name. */
  readonly typed?: string;
}

export const showThemes = (room: Room) => (ctx: Exchange) => themesPage(room, ctx, {});

/** All themes: which one the gallery is shown in, which can be; and how to install one. */
export async function themesPage(room: Room, ctx: Exchange, { refused, typed = '' }: Beside): Promise<void> {
  const { registry, theme, settings, config } = room.house;
  const current = await registry.look();
  const { theme: used } = await settings.core();
  const loaded = new Map(theme.list(whoOf(ctx).viewer.language).map((one) => [one.id, one]));
  const themes = listPlugins(current)
    .filter(({ kind }) => kind === 'theme')
    .map((one) => ({
      ...shownPackage(room, ctx, current, one),
      isUsed: one.id === used,
      parent: loaded.get(one.id)?.parent ?? null,
      problem: one.reason ?? loaded.get(one.id)?.problem ?? null,
    }));
  await renderAdmin(room, ctx, 'themes', {
    title: text(room, ctx, 'title.themes'),
    data: { themes, refused: refused ?? null, typed, done: refused ? null : doneIn(ctx, themes), safeMode: config.safeMode },
  });
}

const deeds = ['used', 'installed', 'updated', 'back', 'uninstalled'] as const;

/** What was done last, to which theme, and which one was used before. */
function doneIn(ctx: Exchange, themes: readonly { readonly id: string; readonly name: string; readonly previous: string | null }[]) {
  const query = queryOf(ctx);
  const deed = deeds.find((one) => one === query.get('done'));
  const named = (name: string) => themes.find(({ id }) => id === query.get(name)) ?? null;
  const theme = named('theme');
  if (deed === undefined || (theme === null) !== (deed === 'uninstalled')) return null;
  return { deed, theme, before: named('before'), version: query.get('to') ?? '', behind: Number.parseInt(query.get('behind') ?? '0', 10) || 0 };
}
