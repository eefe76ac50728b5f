import type { Rail } from '@picturerail/sdk';
import { albumsSeen, type Gallery } from '#gallery';
import { albumAddress } from './addresses.ts';

/** `rail.albums`: albums as plugins point at them. */
export const albumsContribution = (gallery: Gallery) => (): Pick<Rail, 'albums'> => ({
  albums: {
    seen: async (viewer, albumIds) => {
      const albums = await albumsSeen(gallery, viewer, albumIds);
      return albums.map((album) => album && { ...album, url: albumAddress(album) });
    },
  },
});
