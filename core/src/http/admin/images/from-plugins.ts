import type { BulkActionOffer, ImageColumn, ImageFilterOffer } from '@picturerail/sdk';
import { pluginColumn, pluginTable } from '#database';
import type { BulkAction, PluginValue } from '#gallery';
import { pluginJobName } from '#jobs';
import { type Exchange, whoOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';

/** A filter of a plugin with the name of its field. */
export interface OfferedFilter {
  readonly name: string;
  readonly label: string;
  /** Null: the value is typed. */
  readonly choices: ImageFilterOffer['choices'] | null;
  readonly where: Omit<PluginValue, 'value'>;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isWord = (value: unknown): value is string => isText(value) && /^[a-z][a-z0-9-]*$/.test(value);

/** Filters that plugins offer; what is none is passed over. */
export async function offeredFilters({ house }: Room, ctx: Exchange): Promise<OfferedFilter[]> {
  const { viewer } = whoOf(ctx);
  const answers = await house.kernel.hooks.answers('images:filters', [{ viewer }], viewer);
  const filterOf = (plugin: string, { key, label, table, column, imageColumn = 'image_id', choices }: ImageFilterOffer): OfferedFilter[] => {
    if (!isWord(key) || !isText(label) || !isText(table) || !isText(column)) return [];
    const where = { table: pluginTable(plugin, table), column: pluginColumn(plugin, column), imageColumn: pluginColumn(plugin, imageColumn) };
    return [{ name: `plugin.${plugin}.${key}`, label: house.texts.label(plugin, viewer.language, label), choices: choices ?? null, where }];
  };
  return answers.flatMap((answer) => ('parts' in answer ? answer.parts.flatMap((offer) => filterOf(answer.plugin, offer)) : []));
}

/** Something that a plugin does to many images. */
export interface OfferedAction {
  /** What the button sends. */
  readonly name: string;
  readonly label: string;
  readonly action: BulkAction;
}

export async function offeredActions({ house }: Room, ctx: Exchange): Promise<OfferedAction[]> {
  const { viewer } = whoOf(ctx);
  const answers = await house.kernel.hooks.answers('images:bulkActions', [{ viewer }], viewer);
  const actionOf = (plugin: string, offer: BulkActionOffer): OfferedAction[] => {
    if (!isWord(offer.key) || !isText(offer.label) || !isText(offer.job)) return [];
    const label = house.texts.label(plugin, viewer.language, offer.label);
    return [{ name: `plugin.${plugin}.${offer.key}`, label, action: { kind: 'plugin', job: pluginJobName(plugin, offer.job), label } }];
  };
  return answers.flatMap((answer) => ('parts' in answer ? answer.parts.flatMap((offer) => actionOf(answer.plugin, offer)) : []));
}

/** What plugins say of the images of a page. */
export async function offeredColumns({ house }: Room, ctx: Exchange, imageIds: readonly number[]): Promise<ImageColumn[]> {
  const { viewer } = whoOf(ctx);
  if (imageIds.length === 0) return [];
  const where = imageIds.map((imageId) => ({ imageId }));
  const answers = await house.kernel.hooks.answers('images:columns', where, viewer);
  const columnOf = (plugin: string, { label, values }: ImageColumn): ImageColumn[] =>
    isText(label) && typeof values === 'object' && values !== null ? [{ label: house.texts.label(plugin, viewer.language, label), values }] : [];
  return answers.flatMap((answer) => ('parts' in answer ? answer.parts.flatMap((column) => columnOf(answer.plugin, column)) : []));
}
