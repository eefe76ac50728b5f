import { pluginTableNames } from '#database';
import { askedBy, type Current, listPlugins, type PluginListing, type PluginUsage, readUsage } from '#kernel';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { outcomeIn } from './outcome.ts';
import { packageLabels } from './package-labels.ts';
import { protectedBy } from './protected-by.ts';
import { shownPackage } from './shown-package.ts';
import { timeSpent } from './time-spent.ts';

interface Asked {
  readonly id: string;
  readonly refused?: Refused;
}

export const showPlugin = (room: Room) => (ctx: Exchange) => pluginPage(room, ctx, { id: ctx.params.id ?? '' });

/** Everything about one plugin. */
export async function pluginPage(room: Room, ctx: Exchange, { id, refused }: Asked): Promise<void> {
  const { registry, database, config } = room.house;
  const [current, usage] = await Promise.all([registry.look(), readUsage(database.read)]);
  const listing = listPlugins(current).find((one) => one.id === id && one.kind === 'plugin');
  if (!listing) throw pageNotFound();
  const plugin = shownPackage(room, ctx, current, listing);
  await renderAdmin(room, ctx, 'plugin', {
    title: plugin.name,
    at: '/admin/plugins',
    data: {
      plugin,
      ...manifestShown(room, ctx, { current, listing }),
      ...costs(
        usage.filter((use) => use.plugin === id),
        usage,
      ),
      adds: addedBy(room, ctx, id),
      protects: (await protectedBy(room.house)).find(({ plugin: protector }) => protector === id) ?? null,
      tables: await pluginTableNames(database, id),
      outcome: refused ? null : outcomeIn(ctx, listing),
      refused: refused ?? null,
      safeMode: config.safeMode,
    },
  });
}

/** What it says of itself: capabilities, and what it needs. */
function manifestShown(room: Room, ctx: Exchange, { current, listing }: { readonly current: Current; readonly listing: PluginListing }) {
  const found = current.discovery.packages.find(({ id }) => id === listing.id);
  if (!found) return { asks: [], needs: [] };
  const label = packageLabels(room, ctx, found);
  const { plugins = {}, services = {} } = found.manifest.requires ?? {};
  return {
    asks: askedBy(found.manifest).map((one) => ({ ...one, why: label(one.why) })),
    needs: [...Object.entries(plugins), ...Object.entries(services)].map(([name, range]) => ({ name, range })),
  };
}

/** Registrations by kind, in the order they were made; null where it does not run in this process. */
function addedBy({ house }: Room, ctx: Exchange, id: string) {
  const registrations = house.kernel.inspect(id)?.registrations;
  if (!registrations) return null;
  const { language } = whoOf(ctx).viewer;
  const kinds = [...new Set(registrations.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    label: house.texts.find('core', language, `admin.adds.${kind.replaceAll(' ', '-')}`) ?? kind,
    items: registrations.filter((one) => one.kind === kind),
  }));
}

function costs(uses: readonly PluginUsage[], all: readonly PluginUsage[]) {
  return {
    spent: timeSpent(uses, all),
    places: uses.map((use) => ({ place: use.place, ...timeSpent([use], uses) })).toSorted((a, b) => b.ms - a.ms),
    faults: uses.filter((use) => use.faults > 0).map((use) => ({ place: use.place, ...timeSpent([use], uses) })),
  };
}
