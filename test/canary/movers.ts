import { gallery } from '@picturerail/testing';
import type { Dance } from './in-motion.ts';
import { type Area, hiddenAlbum, hiddenImage, type Places, type World } from './world.ts';

/** What everyone may see at times: hidden at first, and again after each `hide`. */
export interface Swing {
  readonly area: Area;
  readonly show: () => Promise<unknown>;
  readonly hide: () => Promise<unknown>;
}

const { system } = gallery;
const nobody: gallery.AccessChoice = { entries: [] };
/** More than a command settles by itself, so that a part of them stays for later. */
const many = 18;

/**
 * The gallery as another process would change it, in steps so small that requests fall between any two of them. Its
 * background work waits for {@link settling}.
 */
export function smallSteps({ gallery: test }: World): gallery.Gallery {
  const { jobs: _, ...rest } = test.house.gallery;
  return gallery.createGallery({ ...rest, stepSizes: { hide: 2, move: 1, switch: 1, settle: 1 } });
}

/** What the job process does, long after. */
export const settling = (g: gallery.Gallery): Dance => ({ name: 'settling', steps: [() => settle(g)], apart: [200, 400] });

export async function settle(g: gallery.Gallery): Promise<void> {
  await gallery.finishAccessChanges(g);
  if (g.originals) await gallery.settleRenames(g, g.originals);
}

/** Whatever shows something to everyone, and takes it back. */
export async function addSwings(world: World, g: gallery.Gallery, { top, rivers, shared, shut }: Places): Promise<Swing[]> {
  const family: gallery.AccessChoice = { entries: [{ principal: { group: world.people.family as number }, rights: ['view', 'download'] }] };
  const everyone: gallery.AccessChoice = { entries: [{ principal: 'everyone', rights: ['view'] }] };
  const imageIn = (name: string, albumId: number) => hiddenImage(world, `moving: ${name}`, albumId);
  const albumIn = async (name: string, parent: number, { access, images = 1 }: { readonly access?: gallery.AccessChoice; readonly images?: number } = {}) => {
    const area: Area = `moving: ${name}`;
    const id = await hiddenAlbum(world, area, access ? { parent, access } : { parent });
    const below = await hiddenAlbum(world, area, { parent: id });
    for (const albumId of [id, ...Array.from({ length: images }, () => below)]) await hiddenImage(world, area, albumId);
    // Whatever becomes of the album, this one stays hidden.
    await gallery.unpublishImages(g, system, [await hiddenImage(world, 'unpublished', id)]);
    return id;
  };

  const published = await imageIn('image published', top);
  const placed = await imageIn('image placed', shut);
  const restored = await imageIn('image restored', top);
  const found = await imageIn('image found', rivers);
  const opened = await imageIn('list of an image', top);
  const trashed = await albumIn('album restored', rivers);
  const listed = await albumIn('list of an album', rivers, { access: nobody });
  const inheriting = await albumIn('list given up', top, { access: family });
  const homely = await albumIn('album of the family', shared);
  const moved = await albumIn('album moved', shut, { images: many });
  // What everyone sees hangs in it as well.
  await gallery.placeImages(g, system, [{ imageId: [...world.images.keys()][0] as number, albumId: moved }]);

  const swings: Swing[] = [
    swing(
      'image published',
      () => gallery.publishImages(g, system, [published]),
      () => gallery.unpublishImages(g, system, [published]),
    ),
    swing(
      'image restored',
      () => gallery.restoreImages(g, system, [restored]),
      () => gallery.trashImages(g, system, [restored]),
    ),
    swing(
      'image found',
      () => gallery.markFound(g, system, [found]),
      () => gallery.markMissing(g, system, [found]),
    ),
    swing(
      'list of an image',
      () => gallery.setImageAccess(g, system, [opened], null),
      () => gallery.setImageAccess(g, system, [opened], []),
    ),
    swing(
      'album restored',
      () => gallery.restoreAlbum(g, system, trashed),
      () => gallery.trashAlbum(g, system, trashed),
    ),
  ];
  // These were made where everyone sees them.
  for (const { hide } of swings) await hide();
  const there = [{ imageId: placed, albumId: top }];
  swings.push(
    swing(
      'image placed',
      () => gallery.placeImages(g, system, there),
      () => gallery.removePlacements(g, system, there),
    ),
    swing(
      'list of an album',
      () => gallery.setAlbumAccess(g, system, listed, everyone),
      () => gallery.setAlbumAccess(g, system, listed, nobody),
    ),
    swing(
      'list given up',
      () => gallery.setAlbumAccess(g, system, inheriting, 'inherit'),
      () => gallery.setAlbumAccess(g, system, inheriting, family),
    ),
    swing(
      'album of the family',
      () => gallery.moveAlbum(g, system, homely, rivers, { adopt: true }),
      () => gallery.moveAlbum(g, system, homely, shared, { adopt: true }),
    ),
    swing(
      'album moved',
      () => gallery.moveAlbum(g, system, moved, top, { adopt: true }),
      () => gallery.moveAlbum(g, system, moved, shut, { adopt: true }),
    ),
  );
  await settle(g);
  return swings.map((one) => withTruth(world, one));
}

const swing = (name: string, show: Swing['show'], hide: Swing['hide']): Swing => ({ area: `moving: ${name}`, show, hide });

/** Shown from before it is asked for, hidden once that has returned. */
const withTruth = ({ truth }: World, { area, show, hide }: Swing): Swing => ({
  area,
  show: async () => {
    truth.show(area);
    await show();
  },
  hide: async () => {
    await hide();
    truth.hide(area);
  },
});

export const danceOf = ({ area, show, hide }: Swing): Dance => ({ name: area, steps: [show, hide] });

/** Somebody who is let into the family for a while, and sees all that it sees. */
export function guest(
  world: World,
  g: gallery.Gallery,
  { user, actor, areas }: { readonly user: string; readonly actor: string; readonly areas: readonly Area[] },
): Dance {
  const { people, truth } = world;
  const [groupId, userId] = [people.family as number, people[user] as number];
  const its = ['family', 'originals', ...areas];
  return {
    name: `${user} in the family`,
    steps: [
      async () => {
        for (const area of its) truth.show(area, actor);
        await gallery.joinGroup(g, system, groupId, userId);
      },
      async () => {
        await gallery.leaveGroup(g, system, groupId, userId);
        for (const area of its) truth.hide(area, actor);
      },
    ],
  };
}
