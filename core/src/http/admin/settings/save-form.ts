import { isDeepStrictEqual } from 'node:util';
import { isGalleryError, type Json } from '@picturerail/sdk';
import { noteAfterwards } from '#activity';
import type { SettingsPatch } from '#settings';
import type { House } from '../../../house.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { problemText } from './problem-text.ts';
import { readValues } from './read-values.ts';
import type { SettingsForm } from './settings-form.ts';

export type Values = { readonly [setting: string]: Json | undefined };
export type Problems = { readonly [setting: string]: string };

/** What was typed and is not stored, for the page on which it was typed. */
export interface Typed {
  readonly typed: Values;
  readonly problems: Problems;
}

/** Stores what was sent and goes on to the form, or shows it again with what is wrong. */
export async function saveForm(room: Room, ctx: Exchange, form: SettingsForm, show: (typed: Typed) => Promise<void>): Promise<void> {
  const sent = ctx.state.form ?? new URLSearchParams();
  const typed = readValues(sent, form.properties);
  const reset = sent.get('reset');
  // At once, and alone: whatever else was typed stands there as it was.
  if (reset !== null && form.properties.has(reset)) {
    return show({ typed: { ...typed, [reset]: undefined }, problems: await storeValues(room, ctx, form, { [reset]: null }) });
  }
  const problems = await storeValues(room, ctx, form, typed);
  if (Object.keys(problems).length === 0) return goOn(ctx, `${form.url}?saved`);
  ctx.status = 400;
  await show({ typed, problems });
}

/** Stores what is another than it was, all of it or, where something does not fit, nothing. */
const storeValues = ({ house }: Room, ctx: Exchange, form: SettingsForm, values: Values): Promise<Problems> =>
  withChanges(house, form, values, async (changes) => {
    await house.settings.set(form.owner, 'gallery', changes);
    await noteAfterwards(house.database, whoOf(ctx).viewer, { deed: 'settings-changed', name: form.owner, detail: Object.keys(changes).join(' ') });
  });

/** What storing these would say is wrong; nothing is stored. */
export const tryValues = ({ house }: Room, form: SettingsForm, values: Values): Promise<Problems> =>
  withChanges(house, form, values, (changes) => house.settings.check(form.owner, changes));

async function withChanges({ settings, texts }: House, form: SettingsForm, values: Values, use: (changes: SettingsPatch) => Promise<void>): Promise<Problems> {
  const { owner, properties } = form;
  const explained = new Map((await settings.explain(owner)).map((one) => [one.name, one]));
  const changes = Object.entries(values).filter(([name, value]) => {
    const before = explained.get(name);
    if (value === undefined || !properties.has(name)) return false;
    return value === null ? before?.isSet : before?.secret || !isDeepStrictEqual(value, before?.value);
  });
  if (changes.length === 0) return {};
  const problems = Object.entries(settings.problems(owner, Object.fromEntries(changes)));
  if (problems.length > 0) return Object.fromEntries(problems.map(([name, problem]) => [name, problemText(texts, form, { setting: name, problem })]));
  try {
    await use(Object.fromEntries(changes));
    return {};
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500 || typeof error.data.field !== 'string') throw error;
    return { [error.data.field]: typeof error.data.problem === 'string' ? error.data.problem : error.message };
  }
}
