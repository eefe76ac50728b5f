import { join } from 'node:path';
import { formatNumber } from './formats.ts';
import { canonicalLanguage, fallbackChain, negotiateLanguage } from './languages.ts';
import { pluralForms } from './plural-forms.ts';
import { readTextFiles, type TextsByLanguage } from './text-files.ts';

export interface TextsOptions {
  /** Folder of the core's `<language>.json`; default the core's own. */
  readonly dir?: string;
  /** The gallery's language; default `en`. Change it with `setGalleryLanguage`. */
  readonly galleryLanguage?: string;
}

export type TextValues = { readonly [name: string]: string | number };

/** The texts of one folder, in force or not. */
export interface OwnTexts {
  /** As `Texts.t`, of this folder. */
  t(language: string, key: string, values?: TextValues): string;
  /** From now on the namespace speaks with these; returns what undoes it. */
  enforce(): () => void;
}

export interface Texts {
  /** Reads a folder that may speak before it is in force: a new version of a plugin is set up beside the one that runs. Errors: `texts-invalid`. */
  read(namespace: string, dir: string): OwnTexts;
  /** Reads `<dir>/<language>.json` into a namespace (`core`, a plugin's or theme's id), in force at once; an absent folder is none. Returns what removes it. Errors: `texts-invalid`. */
  add(namespace: string, dir: string): () => void;
  /** `{name}` is replaced, `count` picks `key_one`, `key_other`, ... Plain text: templates escape. A text nobody has is its key. */
  t(namespace: string, language: string, key: string, values?: TextValues): string;
  /** The same; undefined for a text nobody has. */
  find(namespace: string, language: string, key: string, values?: TextValues): string | undefined;
  /** A manifest's `%key%` looked up, other text as it is. */
  label(namespace: string, language: string, text: string): string;
  /** Languages the core has texts in. */
  languages(): readonly string[];
  /** The language for a request: an explicit choice where the gallery has it, else Accept-Language, else the gallery's. */
  negotiate(acceptLanguage: string | undefined, choice?: string | null): string;
  /** To be called with the setting before each negotiation; the same again costs nothing. */
  setGalleryLanguage(language: string): void;
}

const coreLocales = join(import.meta.dirname, '../../locales');

export function createTexts({ dir = coreLocales, galleryLanguage = 'en' }: TextsOptions = {}): Texts {
  const namespaces = new Map<string, TextsByLanguage[]>();
  let gallery = galleryLanguage;
  let chains = new Map<string, string[]>();

  const chainOf = (language: string): string[] => {
    const known = chains.get(language);
    if (known) return known;
    const chain = fallbackChain(language, gallery);
    chains.set(language, chain);
    return chain;
  };
  /** Of two folders in one namespace the later counts. */
  const inNamespace = (namespace: string): TextsByLanguage | undefined => namespaces.get(namespace)?.at(-1);

  const findIn = (texts: TextsByLanguage | undefined, language: string, key: string, values?: TextValues): string | undefined => {
    if (!texts) return undefined;
    for (const one of chainOf(language)) {
      const text = pick(texts.get(one), one, key, values?.count);
      if (text !== undefined) return values ? filled(text, one, values) : text;
    }
    return undefined;
  };

  const self: Texts = {
    read: (namespace, from) => {
      const texts = readTextFiles(from);
      const rest = () => (namespaces.get(namespace) ?? []).filter((one) => one !== texts);
      return {
        t: (language, key, values) => findIn(texts, language, key, values) ?? key,
        enforce: () => {
          namespaces.set(namespace, [...rest(), texts]);
          return () => void (rest().length === 0 ? namespaces.delete(namespace) : namespaces.set(namespace, rest()));
        },
      };
    },
    add: (namespace, from) => self.read(namespace, from).enforce(),
    t: (namespace, language, key, values) => self.find(namespace, language, key, values) ?? key,
    find: (namespace, language, key, values) => findIn(inNamespace(namespace), language, key, values),
    label: (namespace, language, text) => {
      const key = /^%(.+)%$/.exec(text)?.[1];
      return key === undefined ? text : self.t(namespace, language, key);
    },
    languages: () => languagesOf(inNamespace('core')),
    negotiate: (acceptLanguage, choice) => {
      const available = self.languages();
      const first = available.includes(gallery) ? [gallery, ...available.filter((one) => one !== gallery)] : available;
      const chosen = choice && canonicalLanguage(choice);
      if (chosen) {
        const match = fallbackChain(chosen, chosen).find((one) => available.includes(one) && chosen.startsWith(one));
        if (match) return match;
      }
      return negotiateLanguage(acceptLanguage, first, nearest(gallery, available));
    },
    setGalleryLanguage: (language) => {
      if (language === gallery) return;
      gallery = canonicalLanguage(language) ?? 'en';
      chains = new Map();
    },
  };
  self.add('core', dir);
  return self;
}

/** Asked for several times in each request. */
const languagesIn = new WeakMap<TextsByLanguage, string[]>();

function languagesOf(texts: TextsByLanguage | undefined): readonly string[] {
  if (!texts) return [];
  const known = languagesIn.get(texts) ?? [...texts.keys()].sort();
  languagesIn.set(texts, known);
  return known;
}

const nearest = (language: string, available: readonly string[]): string => fallbackChain(language, 'en').find((one) => available.includes(one)) ?? 'en';

function pick(texts: ReadonlyMap<string, string> | undefined, language: string, key: string, count: string | number | undefined): string | undefined {
  if (!texts) return undefined;
  if (typeof count !== 'number') return texts.get(key);
  for (const form of pluralForms(language, count)) {
    const text = texts.get(`${key}_${form}`);
    if (text !== undefined) return text;
  }
  return texts.get(key);
}

/** Counts are written as the language writes numbers; other numbers (a year, an id) as they are. */
function filled(text: string, language: string, values: TextValues): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return placeholder;
    return name === 'count' && typeof value === 'number' ? formatNumber(language, value) : String(value);
  });
}
