import path from 'node:path';
import { gallery, type House, intake } from '@picturerail/core';
import { putPicture } from '../pictures.ts';
import type { DoomedGallery } from './doomed-gallery.ts';
import type { Page } from './readers.ts';

/** What hangs in a gallery before anything is killed. */
export interface Exhibits {
  /** Albums that deeds turn around. */
  readonly wings: readonly number[];
  readonly pages: readonly Page[];
  /** Words that no visitor may ever read. */
  readonly marks: RegExp;
}

const wingCount = 10;
const picturesOfAWing = 5;

/** One album that everyone always sees, one that nobody ever does, and wings that change. */
export async function arrange({ house, sources }: DoomedGallery): Promise<Exhibits> {
  let painted = 0;
  const hang = async (title: string, names: readonly string[], access?: Parameters<typeof gallery.setAlbumAccess>[3]) => {
    const albumId = await gallery.createAlbum(house.gallery, gallery.system, { parentId: null, title, ...(access !== undefined && { access }) });
    const files = names.map((fileName) => ({ fileName, file: path.join(sources, title, fileName), albumId, uploaderId: null }));
    for (const { file } of files) {
      painted += 1;
      await putPicture(file, 900_000 + painted);
    }
    const taken = await intake.takeIn(house.intake, gallery.system, files);
    return { albumId, images: taken.map((one) => ('imageId' in one ? one.imageId : 0)) };
  };
  const named = (word: string, count: number) => Array.from({ length: count }, (_, index) => `${word} ${index + 1}.jpg`);
  const open = await hang('Open hall', named('Shown', 3));
  const shut = await hang('Quetzal vault', named('Xylophone', 3), { entries: [] });
  const wings: number[] = [];
  for (let index = 1; index <= wingCount; index += 1) wings.push((await hang(`Wing ${index}`, named(`Leaf ${index}`, picturesOfAWing))).albumId);
  return {
    wings,
    marks: /quetzal|xylophone/i,
    pages: [
      { path: '/', kind: 'turned' },
      ...(await pagesOf(house, open, 'open')),
      { path: '/newest', kind: 'turned' },
      ...(await pagesOf(house, shut, 'shut')),
      ...wings.map((id): Page => ({ path: `/albums/${id}`, kind: 'turned' })),
    ],
  };
}

async function pagesOf(
  house: House,
  { albumId, images }: { readonly albumId: number; readonly images: readonly number[] },
  kind: Page['kind'],
): Promise<Page[]> {
  const rows = (await Promise.all(images.map((id) => gallery.findImage(house.gallery, id)))).filter((image) => image !== null);
  const plans = await house.media.plans(rows, gallery.visitorViewer(house.gallery, 'en'));
  const urls = await house.media.urls(rows, plans);
  const paths = [`/albums/${albumId}`, ...images.map((id) => `/images/${id}`), ...urls.map(({ square }) => square.url)];
  return paths.map((one) => ({ path: one, kind }));
}
