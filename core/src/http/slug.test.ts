import { expect, it } from 'vitest';
import { slugOf } from './slug.ts';

it.each([
  ['Summer 2024', 'summer-2024'],
  ['  Äpfel & Birnen (süß) ', 'apfel-birnen-suß'],
  ['Übersicht/Teil 2', 'ubersicht-teil-2'],
  ['東京 2020', '東京-2020'],
  ['Ελλάδα', 'ελλαδα'],
  ["L'été à Nîmes", 'l-ete-a-nimes'],
  ['🎉!?', ''],
])('"%s" becomes "%s"', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

it('ends at a whole word, and cuts only a first word that is too long', () => {
  expect(slugOf('word '.repeat(40)).length).toBeLessThanOrEqual(60);
  expect(slugOf('word '.repeat(40))).toMatch(/^word(-word)*$/);
  expect(slugOf('a'.repeat(200))).toBe('a'.repeat(60));
});

it('is the same for composed and decomposed letters', () => {
  expect(slugOf('Café'.normalize('NFD'))).toBe(slugOf('Café'.normalize('NFC')));
});
