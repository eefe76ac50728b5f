import type { Current, PluginListing } from '#kernel';
import type { Exchange } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import { packageLabels } from './package-labels.ts';
import { canBeAsked, type SourceShown, sourceShown } from './source-shown.ts';

/** A plugin or theme as pages show it. */
export interface ShownPackage extends PluginListing {
  /** As people call it, in the reader's language. */
  readonly name: string;
  readonly about: string;
  readonly from: SourceShown;
  readonly canUpdate: boolean;
  readonly hasSettings: boolean;
}

export function shownPackage(room: Room, ctx: Exchange, { discovery }: Current, listing: PluginListing): ShownPackage {
  const found = discovery.packages.find(({ id }) => id === listing.id);
  const label = found ? packageLabels(room, ctx, found) : () => listing.id;
  return {
    ...listing,
    name: label(listing.displayName),
    about: found ? label(listing.description) : '',
    from: sourceShown(listing),
    canUpdate: canBeAsked(listing),
    hasSettings: found?.manifest.settings !== undefined,
  };
}
