import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedTexts } from './asked-texts.ts';
import { filesIn, keysOf, languages, localeFolders, missingForms, placeholdersOf, textsOf } from './locales.ts';

describe.each(localeFolders())('%s', (folder) => {
  it('holds one file for each language, and nothing else', () => {
    expect(filesIn(folder)).toEqual(languages.map((language) => `${language}.json`));
  });

  it.each(languages)('has the same keys in %s as in English, none of them empty', (language) => {
    const texts = textsOf(folder, language);
    expect(keysOf(texts)).toEqual(keysOf(textsOf(folder, 'en')));
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(languages)('names the same values in %s as in English', (language) => {
    expect(placeholdersOf(textsOf(folder, language))).toEqual(placeholdersOf(textsOf(folder, 'en')));
  });

  it.each(languages)('has every plural form that %s needs', (language) => {
    expect(missingForms(textsOf(folder, language), language)).toEqual([]);
  });

  it('has every text that is asked for', () => {
    const there = keysOf(textsOf(folder, 'en'));
    expect(askedTexts(dirname(folder)).filter((key) => !there.includes(key))).toEqual([]);
  });
});
