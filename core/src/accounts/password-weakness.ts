import { GalleryError } from '@picturerail/sdk';
import { commonWords } from './common-words.ts';
import { longestPassword } from './password.ts';

const least = 10;

type WeaknessReason = 'short' | 'long' | 'own-words' | 'common' | 'repeats';

const sentences: Record<WeaknessReason, string> = {
  short: `This password is too short; take at least ${least} characters.`,
  long: `This password is too long; take at most ${longestPassword} characters.`,
  'own-words': "This password consists of your name or the gallery's; take something nobody would guess.",
  common: 'This password is among the first that others would try; take several words that do not belong together.',
  repeats: 'This password repeats a few characters; take several words that do not belong together.',
};

const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', $: 's', '@': 'a', '!': 'i' };
const plain = (text: string): string => text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '');
const letters = (text: string): string => [...text].map((character) => leet[character] ?? character).join('');

const longestFirst = (words: readonly string[]): string[] => words.filter((word) => word.length >= 3).toSorted((one, other) => other.length - one.length);

const isRow = (text: string): boolean => {
  const steps = [...text].slice(1).map((character, index) => character.charCodeAt(0) - text.charCodeAt(index));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
};

function reasonOf(password: string, words: readonly string[]): WeaknessReason | null {
  if ([...password].length < least) return 'short';
  if (password.length > longestPassword) return 'long';
  const text = plain(password);
  if (new Set(text).size < 5) return 'repeats';
  const own = longestFirst(words.flatMap((word) => [plain(word), ...plain(word).split(/[^\p{L}\p{N}]+/u)]));
  if (madeOf(text, own)) return 'own-words';
  return isRow(text) || madeOf(text, longestFirst([...own, ...commonWords])) ? 'common' : null;
}

/**
 * True where words were found and fewer than five letters stand beside them. Digits and signs do not count, which people
 * put behind words in few ways, but in a password of digits.
 */
function madeOf(password: string, words: readonly string[]): boolean {
  const counted = /\p{L}/u.test(password) ? /\p{L}/gu : /\p{N}/gu;
  return [password, letters(password)].some((text) => {
    const rest = words.reduce((left, word) => left.replaceAll(word, ''), text);
    return rest !== text && (rest.match(counted) ?? []).length < 5;
  });
}

/** The sentence that says why a password is too weak for this account, or null. `words` are the user's name, mail, the gallery's name. */
export function passwordWeakness(password: string, words: readonly string[]): string | null {
  const reason = reasonOf(password, words);
  return reason === null ? null : sentences[reason];
}

/** Errors: `password-weak`. */
export function refuseWeakPassword(password: string, words: readonly string[]): void {
  const reason = reasonOf(password, words);
  if (reason !== null) throw new GalleryError('password-weak', sentences[reason], { data: { reason, field: 'password', least, most: longestPassword } });
}
