import { nameEmpty, nameInvalid } from './errors.ts';

/** What makes two names the same: letter case, width and composition of characters aside. */
export const nameKey = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC').trim();

const unseen = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** A name as it is stored. Errors: `name-empty`, `name-invalid`. */
export function readName(given: string): string {
  const name = given.normalize('NFC').trim();
  if (nameKey(name) === '') throw nameEmpty();
  if (name.length > 100 || nameKey(name).length > 255 || unseen.test(name)) throw nameInvalid(name);
  return name;
}
