import { noteAfterwards } from '#activity';
import { uninstallPackage } from '#kernel';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusedBy } from '../refused.ts';
import { themesPage } from './themes-page.ts';

/** What the page of themes offers: to use one, or to uninstall it. */
export const changeTheme = (room: Room) => async (ctx: Exchange) => {
  const [id, action] = [ctx.state.form?.get('theme') ?? '', ctx.state.form?.get('action')];
  try {
    if (action === 'use') await use(room, ctx, id);
    else if (action === 'uninstall') await uninstall(room, ctx, id);
    else throw pageNotFound();
  } catch (error) {
    await themesPage(room, ctx, { refused: refusedBy(room, ctx, error) });
  }
};

async function use({ house }: Room, ctx: Exchange, id: string): Promise<void> {
  const { theme: before } = await house.settings.core();
  house.theme.use(id);
  await house.settings.set('core', 'gallery', { theme: id });
  await noteAfterwards(house.database, whoOf(ctx).viewer, { deed: 'theme-chosen', name: id });
  goOn(ctx, `/admin/themes?${new URLSearchParams({ done: 'used', theme: id, ...(before !== id && { before }) })}`);
}

/** A theme has no tables; settings that belong to it wait for it. */
async function uninstall({ house }: Room, ctx: Exchange, id: string): Promise<void> {
  await uninstallPackage(house, id, { deleteData: false });
  await noteAfterwards(house.database, whoOf(ctx).viewer, { deed: 'package-uninstalled', name: id });
  await house.registry.follow();
  goOn(ctx, '/admin/themes?done=uninstalled');
}
