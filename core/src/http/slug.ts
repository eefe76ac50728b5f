const longest = 60;

/** The readable part of an address: small letters and digits of any script, joined by dashes; may be empty. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  let slug = '';
  for (const word of words ?? []) {
    if (slug.length + word.length + 1 > longest) return slug === '' ? [...word].slice(0, longest).join('') : slug;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug;
}
