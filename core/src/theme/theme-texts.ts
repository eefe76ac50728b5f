import { join } from 'node:path';
import type { Package } from '#kernel';
import type { ThemeOptions } from './theme.ts';

/** A text of the theme, in the language. */
export type ThemeTexts = (language: string, key: string, values?: { readonly [name: string]: string | number }) => string;

/** Reads the theme's locales; answers how they are taken back. */
export const addThemeTexts = (theme: Package, texts: ThemeOptions['texts']): (() => void) =>
  texts.add(theme.id, join(theme.dir, theme.manifest.locales ?? 'locales'));

/** The nearest theme in the chain that has the text speaks; a text nobody has is its key. */
export function themeTexts(chain: readonly Package[], texts: ThemeOptions['texts']): ThemeTexts {
  return (language, key, values) => {
    for (const { id } of chain) {
      const text = texts.t(id, language, key, values);
      if (text !== key) return text;
    }
    return key;
  };
}
