import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesIn } from './packages.ts';

/** Languages that the core and everything shipped with it speak. */
export const languages: readonly string[] = ['de', 'en', 'fr'];

export type Texts = Readonly<Record<string, string>>;

/** Folders of texts: the core's, each plugin's, each theme's. */
export function localeFolders(): string[] {
  return ['core', ...packagesIn('plugins'), ...packagesIn('themes')].map((folder) => join(folder, 'locales'));
}

export function textsOf(folder: string, language: string): Texts {
  const file = join(folder, `${language}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

export function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

const plural = /_(?:zero|one|two|few|many|other)$/;

/** Keys without their plural endings: languages differ in how many forms they have. */
export function keysOf(texts: Texts): string[] {
  return [...new Set(Object.keys(texts).map((key) => key.replace(plural, '')))].sort();
}

/** For each key the values its texts name, all plural forms together. */
export function placeholdersOf(texts: Texts): Record<string, string[]> {
  return Object.fromEntries(
    keysOf(texts).map((key) => {
      const forms = Object.entries(texts).filter(([name]) => name.replace(plural, '') === key);
      const names = forms.flatMap(([, text]) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string));
      return [key, [...new Set(names)].sort()];
    }),
  );
}

/** Plural forms that the language has and a text lacks; a text without plural endings has none to lack. */
export function missingForms(texts: Texts, language: string): string[] {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
  const counted = keysOf(texts).filter((key) => Object.keys(texts).some((name) => name !== key && name.replace(plural, '') === key && !(key in texts)));
  return counted.flatMap((key) => needed.map((form) => `${key}_${form}`)).filter((name) => !(name in texts));
}
