import type { Json } from '@picturerail/sdk';
import { formatNumber } from '#i18n';
import { outcomeOf, type SizesEstimate, type SizesWork, startUpkeep } from '#upkeep';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { goingOn } from '../upkeep/going.ts';
import { fieldsOf } from './fields-of.ts';
import { readValues } from './read-values.ts';
import { saveForm, tryValues, type Values } from './save-form.ts';
import { picturesForm, type SettingsForm } from './settings-form.ts';

/** The sizes that are made of each original, and what others would take before anybody decides for them. */
export const showSizes = (room: Room) => (ctx: Exchange) => page(room, ctx, picturesForm(room, ctx), {});

export const changeSizes = (room: Room) => async (ctx: Exchange) => {
  const form = picturesForm(room, ctx);
  if (ctx.state.form?.get('action') !== 'estimate') return saveForm(room, ctx, form, (shown) => page(room, ctx, form, shown));
  const typed = readValues(ctx.state.form, form.properties);
  const problems = await tryValues(room, form, typed);
  if (Object.keys(problems).length > 0) ctx.status = 400;
  else {
    const { sizes, format, quality } = await room.house.settings.core();
    await startUpkeep(room.house.jobs, 'upkeep:sizes', { sizes, format, quality, ...given(typed) } as SizesWork);
  }
  await page(room, ctx, form, { typed, problems });
};

const given = (typed: Values) => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined && value !== null));

interface Shown {
  readonly typed?: Values;
  readonly problems?: { readonly [setting: string]: string };
}

async function page(room: Room, ctx: Exchange, { owner, title, url, properties, words }: SettingsForm, { typed = {}, problems = {} }: Shown): Promise<void> {
  const { settings, jobs } = room.house;
  const { running, result, failed, at } = await outcomeOf<SizesEstimate & { readonly [key: string]: Json }>(jobs, 'upkeep:sizes');
  await renderAdmin(room, ctx, 'sizes', {
    title,
    data: {
      action: url,
      fields: fieldsOf(await settings.explain(owner), properties, { words, typed, problems }),
      saved: queryOf(ctx).has('saved'),
      problems: Object.keys(problems).length,
      estimate: { running: goingOn(room, ctx, running), failed, at, told: result && told(room, ctx, result) },
    },
  });
}

function told(room: Room, ctx: Exchange, { of, images, tried, ms, sizes }: SizesEstimate) {
  return {
    images,
    tried,
    format: text(room, ctx, 'sizes.format', { format: of.format.toUpperCase(), quality: of.quality }),
    rows: of.sizes.map(({ name, edge }) => ({ name, edge, bytes: sizes.find((one) => one.name === name)?.bytes ?? 0 })),
    bytes: sizes.reduce((sum, one) => sum + one.bytes, 0),
    time: duration(whoOf(ctx).viewer.language, ms),
  };
}

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const;

/** Two digits: an estimate knows no more. */
function duration(language: string, ms: number): string {
  const { unit, ms: one } = units.find((each) => ms >= 2 * each.ms) ?? units[3];
  return formatNumber(language, ms / one, { style: 'unit', unit, unitDisplay: 'long', maximumSignificantDigits: 2 });
}
