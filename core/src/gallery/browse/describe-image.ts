import type { AccessEntry } from '../access/access-choice.ts';
import { ancestorsOf, isTrashed } from '../albums/album-path.ts';
import { titlesOf } from '../albums/browse-albums-store.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { entriesOfGrants } from '../people/find-principals.ts';
import { refuseUnlessAdministrator } from '../people/may-change-users.ts';
import { describeImages } from './browse-images.ts';
import type { BrowsedImage } from './browse-images-store.ts';
import { type ImageFile, imageFile, placesOf, twinsOf } from './describe-image-store.ts';

/** An album that an image is placed in. */
export interface ImagePlace {
  readonly albumId: number;
  readonly title: string;
  /** Titles of the albums it lies in, from the top down. */
  readonly above: readonly string[];
  /** Says who may edit the image, and where its original lies. */
  readonly isMain: boolean;
  /** Stands for the album where that is shown, as somebody chose. */
  readonly isCover: boolean;
  readonly inTrash: boolean;
  /** Whom its list lets in. */
  readonly entries: readonly AccessEntry[];
}

/** All that the administration shows of one image. */
export interface DescribedImage {
  readonly image: BrowsedImage;
  readonly file: ImageFile;
  /** The main album first, then oldest first. */
  readonly places: readonly ImagePlace[];
  /** Its own list, which narrows what its albums grant; null: none. */
  readonly own: readonly AccessEntry[] | null;
  /** Other images of the same content, outside the trash. */
  readonly twins: readonly number[];
}

/** One image, whoever may see it; null where there is none. Errors: `status-needed`. */
export async function describeImage(g: Gallery, actor: Actor, id: number): Promise<DescribedImage | null> {
  refuseUnlessAdministrator(actor, 'look at images in the administration');
  const sql = g.database.read;
  const [image] = await describeImages(g, [id]);
  const file = await imageFile(sql, id);
  if (!image || !file) return null;
  const { lists } = await g.access.registry();
  const entriesOf = (accessId: number) => entriesOfGrants(sql, lists.get(accessId)?.grants ?? new Map());
  const rows = await placesOf(sql, id);
  const titles = await titlesOf(sql, [...new Set(rows.flatMap(({ path }) => ancestorsOf(path)))]);
  const places = [];
  for (const { albumId, title, path, accessId, coverImageId } of rows.toSorted(
    (a, b) => Number(b.albumId === image.albumId) - Number(a.albumId === image.albumId),
  )) {
    const above = ancestorsOf(path).flatMap((one) => titles.get(one) ?? []);
    places.push({
      albumId,
      title,
      above,
      isMain: albumId === image.albumId,
      isCover: coverImageId === id,
      inTrash: isTrashed(path),
      entries: await entriesOf(accessId),
    });
  }
  const own = file.ownAccessId === null ? null : await entriesOf(file.ownAccessId);
  return { image, file, places, own, twins: file.sha256 === '' ? [] : await twinsOf(sql, id, file.sha256) };
}
