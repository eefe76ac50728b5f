import type { Auth, Manifest, Rail, Right, Viewer } from '@picturerail/sdk';
import { closestWord, type PluginScope } from '#kernel';
import { rightUndeclared } from '../errors.ts';
import type { Gallery } from '../gallery.ts';
import { administers } from '../people/may-change-users.ts';
import { offeredPrincipals } from '../people/offered-principals.ts';
import { mayOnAlbums, mayOnImages } from './permissions-of-many.ts';
import { coreRights } from './rights.ts';

/** Who holds which right of the plugin wherever he may look. */
function statusesOf({ rights = [] }: Manifest): ReadonlyMap<Right, readonly string[]> {
  return new Map(rights.map(({ key, default: statuses = [] }) => [key as Right, statuses]));
}

/** `rail.auth`: rights of the core and those that the plugin declares, decided where all others are. */
export const authContribution =
  (g: Gallery) =>
  ({ manifest }: PluginScope): Pick<Rail, 'auth'> => {
    const declared = statusesOf(manifest);
    const known = new Set<Right>([...coreRights, ...declared.keys()]);
    const wanted = (viewer: Viewer, right: Right) => {
      if (!known.has(right)) throw rightUndeclared(manifest.id, right, closestWord(right, known));
      return { right, byStatus: declared.get(right)?.includes(viewer.status) ?? false };
    };
    const auth: Auth = {
      can: (viewer, right) => wanted(viewer, right).byStatus || administers(viewer),
      albums: async (viewer, right, albumIds) => mayOnAlbums(g, viewer, albumIds, wanted(viewer, right)),
      images: async (viewer, right, imageIds) => mayOnImages(g, viewer, imageIds, wanted(viewer, right)),
      principals: () => offeredPrincipals(g),
    };
    return { auth };
  };
