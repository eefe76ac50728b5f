import { type GalleryError, isGalleryError } from '@picturerail/sdk';
import { releaseStepsBy } from '#accounts';
import { type Deed, noteAfterwards } from '#activity';
import { errorText } from '#i18n';
import { activatePlugin, type Changed, deactivatePlugin, releaseProtections, waitForProcesses } from '#kernel';
import type { House } from '../../house.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, text } from '../room.ts';
import { renderAdmin } from './render-admin.ts';
import { rescueRows } from './rescue-rows.ts';

const here = '/admin/rescue';

type Act = (house: House, id: string) => Promise<Changed | null>;

const actions: { readonly [name: string]: Act } = {
  activate: (house, id) => activatePlugin(house, id),
  deactivate: (house, id) => deactivatePlugin(house, id),
  'deactivate-all': (house, id) => deactivatePlugin(house, id, { cascade: true }),
  release: async ({ database }, id) => {
    await releaseProtections(database, id);
    await releaseStepsBy({ database }, id);
    return null;
  },
};

const deedOf = (action: string): Deed => (action === 'release' ? 'protections-released' : action === 'activate' ? 'plugin-activated' : 'plugin-deactivated');

/** What stands above the table: a refusal, or a question that must be answered first. */
interface Pause {
  readonly id: string;
  readonly refused?: GalleryError;
  readonly asked?: 'release';
}

/** Plugins, for when nothing else works: no plugin is asked, no theme used, nothing needed but the session and the core's own template. */
export const showRescue = (room: Room) => (ctx: Exchange) => page(room, ctx, null);

export const changeInRescue = (room: Room) => async (ctx: Exchange) => {
  const { form } = ctx.state;
  const [name, id] = [form?.get('action') ?? '', form?.get('plugin') ?? ''];
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!act) throw pageNotFound();
  // What was withheld is shown to everyone at once, and nobody can take that back.
  if (name === 'release' && form?.get('sure') !== 'yes') return page(room, ctx, { id, asked: 'release' });
  try {
    const changed = await act(room.house, id);
    await noteAfterwards(room.house.database, whoOf(ctx).viewer, { deed: deedOf(name), name: id });
    await room.house.registry.follow();
    if (changed) await waitForProcesses(room.house, changed.revision);
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500) throw error;
    ctx.status = error.status;
    return page(room, ctx, { id, refused: error });
  }
  goOn(ctx, `${here}?changed=${encodeURIComponent(id)}`);
};

async function page(room: Room, ctx: Exchange, pause: Pause | null): Promise<void> {
  const { config, texts } = room.house;
  const { language } = whoOf(ctx).viewer;
  const plugins = await rescueRows(room, ctx);
  const named = (id: string | null | undefined) => plugins.find((one) => one.id === id)?.name ?? null;
  const { id, refused, asked } = pause ?? {};
  await renderAdmin(room, ctx, 'rescue', {
    title: text(room, ctx, 'title.rescue'),
    withoutPlugins: true,
    data: {
      safeMode: config.safeMode,
      plugins,
      changed: pause === null ? named(queryOf(ctx).get('changed')) : null,
      asked: asked ? { id, name: named(id) ?? id, onlyUsers: plugins.some((one) => one.id === id && one.onlyUsers) } : null,
      refused: refused ? { id, name: named(id) ?? id, sentence: errorText(texts, language, refused), dependents: dependentsIn(refused) } : null,
    },
  });
}

const dependentsIn = ({ data }: GalleryError): readonly string[] => (Array.isArray(data.dependents) ? data.dependents.map(String) : []);
