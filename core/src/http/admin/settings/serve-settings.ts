import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { fieldsOf } from './fields-of.ts';
import { saveForm, type Typed } from './save-form.ts';
import { coreForm, pluginForm, type SettingsForm } from './settings-form.ts';

type FormOf = (ctx: Exchange) => SettingsForm | null;

const ofCore =
  (room: Room): FormOf =>
  (ctx) =>
    coreForm(room, ctx);
const ofPlugin =
  (room: Room): FormOf =>
  (ctx) =>
    pluginForm(room, ctx, ctx.params.id ?? '');

export const showCoreSettings = (room: Room) => show(room, ofCore(room));
export const saveCoreSettings = (room: Room) => save(room, ofCore(room));
export const showPluginSettings = (room: Room) => show(room, ofPlugin(room));
export const savePluginSettings = (room: Room) => save(room, ofPlugin(room));

async function withForm(ctx: Exchange, formOf: FormOf, run: (form: SettingsForm) => Promise<void>): Promise<void> {
  const form = formOf(ctx);
  if (form === null) throw pageNotFound();
  try {
    await run(form);
  } finally {
    form.end();
  }
}

const show = (room: Room, formOf: FormOf) => (ctx: Exchange) =>
  withForm(ctx, formOf, (form) => page(room, ctx, form, { typed: {}, problems: {}, saved: queryOf(ctx).has('saved') }));

const save = (room: Room, formOf: FormOf) => (ctx: Exchange) =>
  withForm(ctx, formOf, (form) => saveForm(room, ctx, form, (typed) => page(room, ctx, form, { ...typed, saved: false })));

async function page(room: Room, ctx: Exchange, form: SettingsForm, { typed, problems, saved }: Typed & { readonly saved: boolean }): Promise<void> {
  const { owner, title, url, properties, words } = form;
  const fields = fieldsOf(await room.house.settings.explain(owner), properties, { words, typed, problems });
  await renderAdmin(room, ctx, 'settings', { title, data: { action: url, fields, saved, problems: Object.keys(problems).length } });
}
