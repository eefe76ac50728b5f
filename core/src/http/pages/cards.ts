import type { AlbumCard, ImageCard, ListPage, Viewer } from '@picturerail/sdk';
import type { AlbumSummary, ListedImage } from '#gallery';
import type { MediaUrls } from '#media';
import type { House } from '../../house.ts';
import { albumAddress, imageAddress } from '../addresses.ts';

type Rooms = Pick<House, 'media' | 'kernel'>;

interface Listed {
  readonly albums: readonly AlbumSummary[];
  readonly images: readonly ListedImage[];
  /** The list that the images are shown in. */
  readonly where: ListPage;
}

/** Albums and images of one page as themes get them: addresses for this viewer, then what plugins change of them, each asked once. */
export async function listCards(rooms: Rooms, viewer: Viewer, { albums, images, where }: Listed): Promise<{ albums: AlbumCard[]; images: ImageCard[] }> {
  const { hooks } = rooms.kernel;
  const covers = albums.flatMap(({ id, cover }) => (cover === null ? [] : [{ image: cover, list: `album-${id}` }]));
  const cards = await imageCards(rooms, viewer, [...images.map((image) => ({ image, list: where.list })), ...covers]);
  const coverCards = cards.slice(images.length);
  let nextCover = 0;
  const albumCards = albums.map((album) => albumCard(album, album.cover === null ? null : (coverCards[nextCover++] ?? null)));
  return {
    albums: albumCards.length === 0 ? albumCards : await hooks.filter('albums:list', albumCards, where, viewer),
    images: images.length === 0 ? [] : await hooks.filter('images:list', cards.slice(0, images.length), where, viewer),
  };
}

export async function imageCards(
  { media }: Pick<House, 'media'>,
  viewer: Viewer,
  shown: readonly { readonly image: ListedImage; readonly list: string }[],
): Promise<ImageCard[]> {
  const images = shown.map(({ image }) => image);
  const urls = await media.urls(images, await media.plans(images, viewer));
  return shown.map(({ image, list }, index) => imageCard(image, list, urls[index] as MediaUrls));
}

export function imageCard(image: ListedImage, list: string, { sources, square }: MediaUrls): ImageCard {
  const { id, version, title, description, author, takenAt, takenOffset, width, height, color, thumbHash } = image;
  return {
    id,
    version,
    title,
    description,
    author,
    takenAt,
    takenOffset,
    width,
    height,
    placeholder: { color, thumbHash },
    url: imageAddress(image, list),
    sources,
    square,
    data: {},
  };
}

export const albumCard = (album: Omit<AlbumSummary, 'cover'>, cover: ImageCard | null): AlbumCard => ({
  id: album.id,
  title: album.title,
  description: album.description,
  url: albumAddress(album),
  imageCount: album.imageCount,
  albumCount: album.albumCount,
  cover,
  data: {},
});
