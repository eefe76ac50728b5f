import type { SettingsSchema } from '#settings';
import { coreSettingsSchema } from '#settings';
import { type Exchange, whoOf } from '../../exchange.ts';
import { languageNames } from '../../language-names.ts';
import { type Room, text } from '../../room.ts';
import { pluginName } from '../installed-plugins.ts';
import { isObject } from './field-kind.ts';
import type { Choice, Words } from './fields-of.ts';

/** Whose settings a form is about. */
export interface SettingsForm {
  /** Of the settings: `core`, or a plugin's id. */
  readonly owner: string;
  readonly title: string;
  /** Of whoever fills it in. */
  readonly language: string;
  readonly url: string;
  /** Those that can be set for the whole gallery. */
  readonly properties: ReadonlyMap<string, SettingsSchema>;
  readonly words: Words;
  /** Ends what had to be declared for the form. */
  end(): void;
}

function propertiesOf({ properties }: SettingsSchema): Map<string, SettingsSchema> {
  const all = isObject(properties) ? Object.entries(properties) : [];
  return new Map(
    all.flatMap(([name, schema]) => {
      if (!isObject(schema)) return [];
      return Array.isArray(schema.scopes) && !schema.scopes.includes('gallery') ? [] : [[name, schema] as const];
    }),
  );
}

/** Those that have a page of their own. */
const ofPictures: readonly string[] = ['sizes', 'format', 'quality'];

export function coreForm(room: Room, ctx: Exchange): SettingsForm {
  const form = wholeForm(room, ctx, { title: text(room, ctx, 'title.settings'), url: '/admin/settings' });
  return { ...form, properties: new Map([...form.properties].filter(([name]) => !ofPictures.includes(name))) };
}

export function picturesForm(room: Room, ctx: Exchange): SettingsForm {
  const form = wholeForm(room, ctx, { title: text(room, ctx, 'title.sizes'), url: '/admin/sizes' });
  return { ...form, properties: new Map([...form.properties].filter(([name]) => ofPictures.includes(name))) };
}

function wholeForm(room: Room, ctx: Exchange, named: Pick<SettingsForm, 'title' | 'url'>): SettingsForm {
  const { texts, theme } = room.house;
  const { language } = whoOf(ctx).viewer;
  const of = (key: string) => texts.find('core', language, `settings.${key}`);
  const choices: { readonly [setting: string]: () => Choice[] } = {
    language: () => languageNames(texts.languages()).map(({ tag, name }) => ({ value: tag, label: name })),
    theme: () => theme.list(language).flatMap(({ id, name, problem }) => (problem === null ? [{ value: id, label: name }] : [])),
  };
  return {
    owner: 'core',
    ...named,
    language,
    properties: propertiesOf(coreSettingsSchema),
    words: {
      label: (setting) => of(setting) ?? setting,
      help: (setting) => of(`${setting}.help`) ?? '',
      part: (setting, part) => of(`${setting}.${part}`) ?? part,
      choices: (setting) => choices[setting]?.(),
    },
    end: () => {},
  };
}

/** Null where there is no such plugin, or nothing that it can be told. One that does not run can be told all the same. */
export function pluginForm(room: Room, ctx: Exchange, id: string): SettingsForm | null {
  const { texts, settings, registry } = room.house;
  const { language } = whoOf(ctx).viewer;
  const found = registry.discovery().packages.find((one) => one.id === id && one.kind === 'plugin');
  const schema = found?.manifest.settings;
  if (!found || schema === undefined) return null;
  const end = settings.owners().some(({ owner }) => owner === id) ? () => {} : settings.define(id, schema);
  const label = (value: unknown, otherwise: string) => (typeof value === 'string' ? texts.label(id, language, value) : otherwise);
  return {
    owner: id,
    title: text(room, ctx, 'title.settings-of', { plugin: pluginName(room, ctx, { id, displayName: found.manifest.displayName }) }),
    language,
    url: `/admin/plugins/${id}/settings`,
    properties: propertiesOf(schema),
    words: {
      label: (setting, own) => label(own.title, setting),
      help: (_setting, own) => label(own.description, ''),
      part: (setting, part) => texts.find(id, language, `settings.${setting}.${part}`) ?? part,
      choices: () => undefined,
    },
    end,
  };
}
