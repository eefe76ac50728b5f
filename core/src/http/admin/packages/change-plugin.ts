import { isGalleryError } from '@picturerail/sdk';
import { releaseStepsBy } from '#accounts';
import { type Deed, noteAfterwards } from '#activity';
import { activatePlugin, deactivatePlugin, listPlugins, releaseProtections, uninstallPackage, waitForProcesses } from '#kernel';
import type { House } from '../../../house.ts';
import { notConfirmed, pageNotFound, releaseNotAgreed } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusedBy } from '../refused.ts';
import { idsIn } from './outcome.ts';
import { pluginPage } from './plugin-page.ts';
import { pluginsPage } from './plugins-page.ts';

type Act = (room: Room, ctx: Exchange, id: string) => Promise<void>;

const field = (ctx: Exchange, name: string): string => ctx.state.form?.get(name) ?? '';

/** What one plugin's page offers: to activate, to deactivate, to uninstall it, to let go of what it protects. */
export const changePlugin = (room: Room) => async (ctx: Exchange) => {
  const id = ctx.params.id ?? '';
  const act = actions.get(field(ctx, 'action'));
  if (!act) throw pageNotFound();
  try {
    await act(room, ctx, id);
  } catch (error) {
    await pluginPage(room, ctx, { id, refused: refusedBy(room, ctx, error) });
  }
};

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['activate', activate],
  ['deactivate', deactivate],
  ['uninstall', uninstall],
  ['release', release],
]);

async function activate({ house }: Room, ctx: Exchange, id: string): Promise<void> {
  const ids = [id, ...idsIn(field(ctx, 'with'))];
  const revision = await activateAll(house, ids);
  await noteAll(house, ctx, 'plugin-activated', ids);
  await comeBack(house, ctx, { id, revision, done: 'activated' });
}

/** One may need another of them, so that one which is refused is tried again after the others. */
async function activateAll(house: House, ids: readonly string[]): Promise<number> {
  let [left, revision] = [ids, 0];
  while (left.length > 0) {
    const refused: string[] = [];
    let why: unknown;
    for (const id of left) {
      try {
        ({ revision } = await activatePlugin(house, id));
      } catch (error) {
        if (!isGalleryError(error)) throw error;
        why = error;
        refused.push(id);
      }
    }
    if (refused.length === left.length) throw why;
    left = refused;
  }
  return revision;
}

async function deactivate({ house }: Room, ctx: Exchange, id: string): Promise<void> {
  const mayRelease = field(ctx, 'release') === 'yes';
  if (mayRelease) refuseUnlessSure(ctx, id);
  const { changed, revision } = await deactivatePlugin(house, id, { cascade: field(ctx, 'cascade') === 'yes' });
  await noteAll(house, ctx, 'plugin-deactivated', changed);
  // Of those that go with it nobody was asked.
  if (mayRelease) await releaseAll(house, ctx, id);
  await comeBack(house, ctx, { id, revision, done: 'deactivated', others: changed.filter((one) => one !== id) });
}

interface Done {
  readonly id: string;
  readonly revision: number;
  readonly done: string;
  readonly others?: readonly string[];
}

async function comeBack(house: House, ctx: Exchange, { id, revision, done, others = [] }: Done): Promise<void> {
  await house.registry.follow();
  const { behind } = await waitForProcesses(house, revision);
  const query = new URLSearchParams({
    done,
    ...(others.length > 0 && { with: others.join(',') }),
    ...(behind.length > 0 && { behind: String(behind.length) }),
  });
  goOn(ctx, `/admin/plugins/${id}?${query}`);
}

async function uninstall(room: Room, ctx: Exchange, id: string): Promise<void> {
  const deleteData = field(ctx, 'data') === 'delete';
  if (deleteData && field(ctx, 'confirm').trim() !== id) throw notConfirmed(id);
  const { warnings, version } = await uninstallPackage(room.house, id, { deleteData, cascade: field(ctx, 'cascade') === 'yes' });
  await noteAll(room.house, ctx, 'package-uninstalled', [id]);
  await room.house.registry.follow();
  // Sentences do not go into an address, where anybody could write them.
  if (warnings.length > 0) return pluginsPage(room, ctx, { uninstalled: id, warnings });
  // The copy that came with the gallery is still there.
  if (version !== null) return goOn(ctx, `/admin/plugins/${id}?done=${deleteData ? 'deleted' : 'uninstalled'}`);
  goOn(ctx, `/admin/plugins?uninstalled=${id}`);
}

async function releaseAll(house: House, ctx: Exchange, id: string): Promise<void> {
  await releaseProtections(house.database, id);
  await releaseStepsBy(house, id);
  await noteAll(house, ctx, 'protections-released', [id]);
}

async function noteAll({ database }: House, ctx: Exchange, deed: Deed, plugins: readonly string[]): Promise<void> {
  for (const name of plugins) await noteAfterwards(database, whoOf(ctx).viewer, { deed, name });
}

/** Of a plugin that is gone altogether too. */
async function release({ house }: Room, ctx: Exchange, id: string): Promise<void> {
  refuseUnlessSure(ctx, id);
  await releaseAll(house, ctx, id);
  await house.registry.follow();
  const isListed = listPlugins(await house.registry.look()).some((one) => one.id === id);
  goOn(ctx, isListed ? `/admin/plugins/${id}?done=released` : `/admin/plugins?${new URLSearchParams({ released: id })}`);
}

/** What was withheld is shown at once, and nobody can take that back. */
function refuseUnlessSure(ctx: Exchange, id: string): void {
  if (field(ctx, 'sure') !== 'yes') throw releaseNotAgreed(id);
}
