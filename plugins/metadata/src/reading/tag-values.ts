import type { Tags } from './embedded.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Text as it may stand in a column: well-formed, without control characters but line breaks and without marks that turn around what follows, trimmed; undefined where nothing is left. */
export function cleaned(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  // Halves of surrogate pairs become U+FFFD on the way.
  const plain = Buffer.from(String(value))
    .toString()
    .replace(/\r\n?/g, '\n')
    // In a page's title or an alternative text nothing closes what they open.
    .replace(/[\u202a-\u202e\u2066-\u2069]+/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffd]+/g, ' ')
    .trim();
  const short = [...plain].slice(0, longest).join('').trim();
  return short === '' ? undefined : short;
}

/** On one line. */
export const oneLine = (value: unknown, longest: number): string | undefined =>
  cleaned(typeof value === 'string' ? value.replace(/\s+/g, ' ') : value, longest);

function languages(value: readonly unknown[]): unknown {
  const inDefault = value.find((item) => isObject(item) && isObject(item.attributes) && item.attributes.lang === 'x-default');
  return inDefault ?? value[0];
}

/** The first text of a tag: of a language alternative the default, of a list its first item. */
export function firstText(tags: Tags, name: string): string | undefined {
  const tag = tags[name];
  if (Array.isArray(tag)) return firstText({ item: tag[0] }, 'item');
  if (!isObject(tag)) return undefined;
  const { value, description } = tag;
  if (Array.isArray(value) && value.some(isObject)) return firstText({ item: languages(value) }, 'item');
  if (Array.isArray(value) && typeof value[0] === 'string') return value[0];
  if (typeof value === 'string') return value;
  return typeof description === 'string' ? description : undefined;
}

/** All texts of a tag that is a list. */
export function allTexts(tags: Tags, name: string): string[] {
  const tag = tags[name];
  const items = Array.isArray(tag) ? tag : isObject(tag) && Array.isArray(tag.value) && tag.value.some(isObject) ? tag.value : tag === undefined ? [] : [tag];
  return items.flatMap((item: unknown) => firstText({ item }, 'item') ?? []);
}

const rawValue = (tags: Tags, name: string): unknown => {
  const tag = tags[name];
  return isObject(tag) ? tag.value : undefined;
};

const finite = (number: number): number | undefined => (Number.isFinite(number) ? number : undefined);

/** A fraction such as `[1, 250]` or `1/250` as a number; undefined where it is none (a denominator of zero, text). */
export function fraction(tags: Tags, name: string): number | undefined {
  const value = rawValue(tags, name);
  if (typeof value === 'number') return finite(value);
  const [over, under = 1] = Array.isArray(value) ? value : typeof value === 'string' ? value.split('/') : [];
  return over === undefined || over === '' ? undefined : finite(Number(over) / Number(under));
}

/** A whole number; of several the first. */
export function whole(tags: Tags, name: string): number | undefined {
  const value = rawValue(tags, name);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const number = typeof first === 'string' && first !== '' ? Number(first) : first;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
