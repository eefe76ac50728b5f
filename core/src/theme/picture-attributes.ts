import type { ImageCard } from '@picturerail/sdk';

type Picture = Pick<ImageCard, 'sources' | 'square' | 'width' | 'height'>;

export interface PictureOptions {
  /** As in HTML's `sizes`: how wide the picture is shown. */
  readonly sizes: { toString(): string };
  /** To be loaded at once rather than when it comes near. */
  readonly eager?: unknown;
  /** Before everything else; only where it is eager. */
  readonly urgent?: unknown;
}

const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] as string);

/** The attributes of an `<img>` but its `alt`: a page has sixty, and a macro takes five times as long for them (measured). */
export function pictureAttributes({ sources, square, width, height }: Picture, { sizes, eager, urgent }: PictureOptions): string {
  const usual = sources[1] ?? sources[0] ?? square;
  const choice = sources.length > 1 ? ` srcset="${escaped(srcset(sources))}" sizes="${eager ? '' : 'auto, '}${escaped(String(sizes))}"` : '';
  const when = eager ? (urgent ? ' fetchpriority="high"' : '') : ' loading="lazy"';
  return `src="${escaped(usual.url)}"${choice} width="${Number(width)}" height="${Number(height)}" decoding="async"${when}`;
}

function srcset(sources: Picture['sources']): string {
  let text = '';
  for (const { url, width } of sources) text += `${text === '' ? '' : ', '}${url} ${width}w`;
  return text;
}
