import type { Source, Viewer } from '@picturerail/sdk';
import type { ImageRow } from '#gallery';
import type { House } from '../../../house.ts';

/** Addresses of pictures for the administration, which shows them whatever their state. */
export interface AdminPictures {
  readonly square: Source;
  readonly sources: readonly Source[];
  readonly original: string;
}

const inAdministration = (source: Source): Source => ({ ...source, url: `/admin${source.url}` });

export async function adminPictures({ media }: House, viewer: Viewer, images: readonly ImageRow[]): Promise<AdminPictures[]> {
  const urls = await media.urls(images, await media.plans(images, viewer));
  return urls.map(({ square, sources, original }) => ({
    square: inAdministration(square),
    sources: sources.map(inAdministration),
    original: `/admin${original}`,
  }));
}
