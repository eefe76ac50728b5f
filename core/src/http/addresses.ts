import { slugOf } from './slug.ts';

interface Titled {
  readonly id: number;
  readonly title: string;
}

const below = (base: string, { id, title }: Titled): string => {
  const slug = slugOf(title);
  return slug === '' ? `${base}/${id}` : `${base}/${id}/${encodeURIComponent(slug)}`;
};

export const albumAddress = (album: Titled): string => below('/albums', album);
export const imageAddress = (image: Titled, list?: string): string =>
  `${below('/images', image)}${list === undefined ? '' : `?in=${encodeURIComponent(list)}`}`;

/** The address with these parameters; those that are null go, the others stay as they are. */
export function withQuery(path: string, query: URLSearchParams, changes: { readonly [name: string]: string | null }): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** An id as it stands in an address; null for anything else, such as `012`, `1e3` or `12abc`. */
export function idIn(text: string | undefined): number | null {
  if (text === undefined || !/^[1-9]\d{0,15}$/.test(text)) return null;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : null;
}

/** A page number; 1 where none is given, null for what is none. */
export function pageIn(text: string | null): number | null {
  if (text === null) return 1;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}

/** Most addresses of the gallery: nothing in them that reading them as a URL would change. */
const isPlain = /^(\/[\w-]+)*\/?(\?[\w=&%-]*)?$/;

/** Where to go on: a path of this gallery, or `/` for everything that could lead elsewhere. */
export function localPath(text: string | null | undefined): string {
  if (!text?.startsWith('/') || text.length > 2_000) return '/';
  if (isPlain.test(text)) return text;
  const here = 'http://gallery.invalid';
  const url = URL.canParse(text, here) ? new URL(text, here) : null;
  if (url === null || url.origin !== here) return '/';
  const path = url.pathname + url.search;
  return path.startsWith('//') ? '/' : path;
}
