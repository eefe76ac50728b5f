import type { AccessChoice } from './access-choice.ts';

export const accessWords = ['public', 'signed-in', 'private'] as const;
export type AccessWord = (typeof accessWords)[number];

const viewers = { public: 'everyone', 'signed-in': 'signed-in' } as const;

/** What a word for access means as a list: originals stay with those who were granted `download`, because they carry places and serial numbers. */
export function accessOf(word: AccessWord): AccessChoice {
  return { entries: word === 'private' ? [] : [{ principal: viewers[word], rights: ['view'] }] };
}
