const longest = 60;
/** Most titles; looking for letters of every script takes several times as long, and a page has a title for each picture. */
const isPlain = /^[\x20-\x7e]*$/;

/** The readable part of an address: small letters and digits of any script, joined by dashes; may be empty. */
export function slugOf(title: string): string {
  const words = isPlain.test(title) ? title.toLowerCase().match(/[a-z0-9]+/g) : wordsOf(title);
  let slug = '';
  for (const word of words ?? []) {
    if (slug.length + word.length + 1 > longest) return slug === '' ? [...word].slice(0, longest).join('') : slug;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug;
}

const wordsOf = (title: string) =>
  title
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
