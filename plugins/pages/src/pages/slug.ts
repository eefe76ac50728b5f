import { slugInvalid } from '../errors.ts';

export const longestSlug = 100;

/** A title as a readable address: small letters and digits of any script, joined by dashes; may be empty. */
export const slugOf = (title: string): string =>
  (
    title
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');

/** An address that somebody typed. Errors: `pages.slug-invalid`. */
export function readSlug(given: string): string {
  const slug = given.normalize('NFC').trim().toLowerCase();
  if (slug.length > longestSlug || !/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(slug)) throw slugInvalid(slug.slice(0, longestSlug));
  return slug;
}

/** `about`, or `about-2` where that is taken. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted === '' ? 'page' : wanted;
  let slug = base;
  for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
  return slug;
}
