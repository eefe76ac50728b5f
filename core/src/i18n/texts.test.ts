import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GalleryError } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { direction } from './direction.ts';
import { errorText } from './error-text.ts';
import { createTexts } from './texts.ts';

describe('texts', () => {
  let root: string;
  const folder = (name: string, files: Record<string, object | string>): string => {
    const dir = join(root, name);
    mkdirSync(dir);
    for (const [file, texts] of Object.entries(files)) writeFileSync(join(dir, file), typeof texts === 'string' ? texts : JSON.stringify(texts));
    return dir;
  };
  const core = () =>
    folder('core', {
      'en.json': { hello: 'Hello {name}', images_one: 'one image', images_other: '{count} images', images_zero: 'no image', only: 'only English', error: 'x' },
      'de.json': { hello: 'Hallo {name}', images_one: 'ein Bild', images_other: '{count} Bilder' },
      'de-AT.json': { hello: 'Servus {name}' },
      'fr.json': { hello: 'Bonjour {name}', images_one: '{count} image', images_other: '{count} images' },
      'pl.json': { images_one: '{count} zdjęcie', images_few: '{count} zdjęcia', images_many: '{count} zdjęć', images_other: '{count} zdjęcia' },
    });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'picturerail-texts-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('falls back from a region to its language, to the gallery’s, to English, to the key', () => {
    const texts = createTexts({ dir: core(), galleryLanguage: 'fr' });
    const hello = (language: string) => texts.t('core', language, 'hello', { name: 'Ana' });
    expect(hello('de-AT')).toBe('Servus Ana');
    expect(hello('de-CH')).toBe('Hallo Ana');
    expect(hello('sv')).toBe('Bonjour Ana');
    expect(texts.t('core', 'sv', 'only')).toBe('only English');
    expect(texts.t('core', 'sv', 'nobody.has.this')).toBe('nobody.has.this');
    expect(texts.find('core', 'sv', 'nobody.has.this')).toBeUndefined();
    texts.setGalleryLanguage('de');
    expect(hello('sv')).toBe('Hallo Ana');
  });

  it('picks the plural form of the language that has the text', () => {
    const texts = createTexts({ dir: core() });
    const images = (language: string, count: number) => texts.t('core', language, 'images', { count });
    expect([0, 1, 2].map((count) => images('en', count))).toEqual(['no image', 'one image', '2 images']);
    expect([0, 1, 2].map((count) => images('fr', count))).toEqual(['0 image', '1 image', '2 images']);
    expect([1, 3, 5, 22].map((count) => images('pl', count))).toEqual(['1 zdjęcie', '3 zdjęcia', '5 zdjęć', '22 zdjęcia']);
    expect(images('de-AT', 1)).toBe('ein Bild');
  });

  it('writes counts as the language writes numbers', () => {
    const texts = createTexts({ dir: core() });
    expect(texts.t('core', 'en', 'images', { count: 12345 })).toBe('12,345 images');
    expect(texts.t('core', 'de', 'images', { count: 12345 })).toBe('12.345 Bilder');
  });

  it('puts values in once, leaves unknown placeholders, and takes no inherited names', () => {
    const texts = createTexts({ dir: folder('core', { 'en.json': { a: '{x} {y} {constructor}' } }) });
    expect(texts.t('core', 'en', 'a', { x: '{y}' })).toBe('{y} {y} {constructor}');
  });

  it('keeps namespaces apart and forgets one when it goes', () => {
    const texts = createTexts({ dir: core() });
    const remove = texts.add('tags', folder('tags', { 'en.json': { name: 'Tags' } }));
    const newer = texts.add('tags', folder('tags2', { 'en.json': { name: 'Tags 2' } }));
    expect(texts.t('tags', 'de', 'name')).toBe('Tags 2');
    expect(texts.find('core', 'de', 'name')).toBeUndefined();
    newer();
    expect(texts.label('tags', 'de', '%name%')).toBe('Tags');
    expect(texts.label('tags', 'de', '100 %')).toBe('100 %');
    remove();
    expect(texts.find('tags', 'en', 'name')).toBeUndefined();
    expect(() => texts.add('none', join(root, 'absent'))).not.toThrow();
  });

  it('refuses files that are not flat lists of texts, naming the file', () => {
    const texts = createTexts({ dir: core() });
    expect(() => texts.add('a', folder('a', { 'en.json': '{' }))).toThrow(/a\/en\.json" cannot be used/);
    expect(() => texts.add('b', folder('b', { 'en.json': { a: { b: 'c' } } }))).toThrow('"a" is not a text');
    expect(() => texts.add('c', folder('c', { 'no_language!.json': {} }))).toThrow('its name is not a language');
  });

  it('takes an explicit choice, else the best of Accept-Language, else the gallery’s', () => {
    const texts = createTexts({ dir: core(), galleryLanguage: 'fr' });
    expect(texts.languages()).toEqual(['de', 'de-AT', 'en', 'fr', 'pl']);
    expect(texts.negotiate('en-GB,en;q=0.9')).toBe('en');
    expect(texts.negotiate('sv,pl;q=0.3,de;q=0.8')).toBe('de');
    expect(texts.negotiate('ja')).toBe('fr');
    expect(texts.negotiate(undefined)).toBe('fr');
    expect(texts.negotiate('*')).toBe('fr');
    expect(texts.negotiate('en', 'de-at')).toBe('de-AT');
    expect(texts.negotiate('en', 'de-CH')).toBe('de');
    expect(texts.negotiate('en', 'ja')).toBe('en');
    expect(texts.negotiate('en', 'not a language')).toBe('en');
    expect(texts.negotiate(`de,${'x,'.repeat(10_000)}`)).toBe('fr');
    texts.setGalleryLanguage('ja');
    expect(texts.negotiate(undefined)).toBe('en');
  });

  it('translates a refusal by its code and reason, and falls back to its own sentence', () => {
    const texts = createTexts();
    const weak = new GalleryError('password-weak', 'The password is too short.', { data: { reason: 'short', least: 10 } });
    expect(errorText(texts, 'de', weak)).toBe('Dieses Passwort ist zu kurz; nehmen Sie mindestens 10 Zeichen.');
    expect(errorText(texts, 'de', new GalleryError('sign-in-refused', 'x'))).toBe('Name oder Passwort ist falsch.');
    expect(errorText(texts, 'de', new GalleryError('tags.too-many', 'Too many tags: "12".'))).toBe('Too many tags: "12".');
  });

  it('knows which languages run from right to left', () => {
    expect(['ar', 'he-IL', 'fa', 'az-Arab', 'de', 'en-US', 'ur-Latn'].map(direction)).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr']);
  });
});
