import type { AlbumCard, ImageCard } from '@picturerail/sdk';

type Picture = Pick<ImageCard, 'width' | 'height' | 'placeholder'>;

/** Keeps what is not a plain class name or colour out of the style block. */
const className = /^[a-z][a-z0-9-]*$/;
const plainColor = /^#[0-9a-f]{6}$/i;

/** `.p0{--ratio:1.5;--color:#aabbcc}` for each image, or each album's cover, by its place in the list. */
export function pictureRules(items: readonly (Picture | Pick<AlbumCard, 'cover'>)[], prefix: string): string {
  if (!className.test(prefix)) throw new Error(`pictureRules: "${prefix}" cannot begin a class name; use lower-case letters, such as "p".`);
  return items.map((item, index) => ruleOf('cover' in item ? item.cover : item, `.${prefix}${index}`)).join('');
}

const ruleOf = (picture: Picture | null, selector: string) => (picture ? `${selector}{--ratio:${ratioOf(picture)};--color:${colorOf(picture)}}` : '');

const ratioOf = ({ width, height }: Picture) => (width > 0 && height > 0 ? Number((width / height).toFixed(5)) : 1);

const colorOf = ({ placeholder }: Picture) => (plainColor.test(placeholder.color) ? placeholder.color : '#808080');
