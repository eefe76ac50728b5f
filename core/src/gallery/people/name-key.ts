import { nameEmpty, nameInvalid } from './errors.ts';

/** What makes two names the same: letter case, width and composition of characters aside. */
export const nameKey = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC').trim();

// Marks that are not seen or turn the text around make one name look like another; joiners (200c, 200d) belong to some scripts.
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** A name as it is stored. Errors: `name-empty`, `name-invalid`. */
export function readName(given: string): string {
  const name = given.normalize('NFC').trim();
  if (nameKey(name) === '') throw nameEmpty();
  if (name.length > 100 || nameKey(name).length > 255 || unseen.test(name)) throw nameInvalid(name);
  return name;
}
