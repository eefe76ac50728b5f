import { gallery } from '@picturerail/testing';
import type { Dance } from './in-motion.ts';
import { hiddenAlbum, hiddenImage, type Places, type World } from './world.ts';

const { system } = gallery;
const nobody: gallery.AccessChoice = { entries: [] };

/** What goes from one hiding place to another: no page for strangers says anything else meanwhile than it always says. */
export async function addHiders(world: World, g: gallery.Gallery, { top, rivers, shared, shut }: Places): Promise<Dance[]> {
  const { people } = world;
  const family: gallery.AccessChoice = { entries: [{ principal: { group: people.family as number }, rights: ['view', 'download'] }] };
  const ana: gallery.AccessEntry[] = [{ principal: { user: people.ana as number }, rights: ['view'] }];
  const wanderer = await hiddenAlbum(world, 'family', { parent: shared });
  const below = await hiddenAlbum(world, 'family', { parent: wanderer });
  const bin = await hiddenAlbum(world, 'family', { parent: top, access: nobody });
  for (const albumId of [wanderer, below, below]) await hiddenImage(world, 'family', albumId);
  await hiddenImage(world, 'family', bin);
  const draft = await hiddenImage(world, 'unpublished', top);
  await gallery.unpublishImages(g, system, [draft]);
  const own = await hiddenImage(world, 'own list', top);
  await gallery.setImageAccess(g, system, [own], ana);
  const inside = await hiddenImage(world, 'family', shut);

  const go = (to: number) => () => gallery.moveAlbum(g, system, wanderer, to);
  const member = (name: string): Dance => ({
    name: `${name}, who cannot come in`,
    steps: [
      () => gallery.leaveGroup(g, system, people.family as number, people[name] as number),
      () => gallery.joinGroup(g, system, people.family as number, people[name] as number),
    ],
  });
  return [
    // It keeps the list it went by, wherever it comes.
    { name: 'a wandering album', steps: [go(shut), go(top), go(rivers), go(shared)] },
    {
      name: 'an album that changes lists',
      steps: [
        () => gallery.setAlbumAccess(g, system, bin, family),
        () => gallery.setAlbumAccess(g, system, bin, { entries: ana }),
        () => gallery.trashAlbum(g, system, bin),
        () => gallery.restoreAlbum(g, system, bin),
        () => gallery.setAlbumAccess(g, system, bin, nobody),
      ],
    },
    {
      name: 'an unpublished image',
      steps: [
        () => gallery.trashImages(g, system, [draft]),
        () => gallery.restoreImages(g, system, [draft]),
        () => gallery.markMissing(g, system, [draft]),
        () => gallery.trashImages(g, system, [draft]),
        () => gallery.restoreImages(g, system, [draft]),
        () => gallery.markFound(g, system, [draft]),
        () => gallery.placeImages(g, system, [{ imageId: draft, albumId: rivers }]),
        () => gallery.removePlacements(g, system, [{ imageId: draft, albumId: rivers }]),
      ],
    },
    {
      name: 'an image with a list of its own',
      steps: [
        () => gallery.placeImages(g, system, [{ imageId: own, albumId: rivers }]),
        () => gallery.updateAlbum(g, system, rivers, { coverImageId: own }),
        () => gallery.setImageAccess(g, system, [own], []),
        () => gallery.unpublishImages(g, system, [own]),
        () => gallery.setImageAccess(g, system, [own], ana),
        () => gallery.publishImages(g, system, [own]),
        () => gallery.removePlacements(g, system, [{ imageId: own, albumId: rivers }]),
      ],
    },
    {
      name: 'an image of hidden albums',
      steps: [
        () => gallery.placeImages(g, system, [{ imageId: inside, albumId: shared }]),
        () => gallery.unpublishImages(g, system, [inside]),
        () => gallery.publishImages(g, system, [inside]),
        () => gallery.removePlacements(g, system, [{ imageId: inside, albumId: shared }]),
      ],
    },
    member('dora'),
    member('eve'),
  ];
}
