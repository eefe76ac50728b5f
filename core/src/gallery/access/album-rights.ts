import type { Right, Viewer } from '@picturerail/sdk';
import { isTrashed } from '../albums/album-path.ts';
import type { Actor } from '../gallery.ts';
import { administers } from '../people/may-change-users.ts';
import { type Grants, rightsOf } from './access-list.ts';
import { closeRights, grants } from './rights.ts';

/** An album on the way from the root down to the one in question. */
export interface ChainAlbum {
  readonly path: string;
  readonly accessId: number;
  readonly creatorId: number | null;
}

export const allRights: ReadonlySet<Right> = new Set(closeRights(['manage']));

/** Whoever made one of these albums manages it and all below, while its list lets him view it. */
export async function managesAsCreator(
  chain: readonly ChainAlbum[],
  viewer: Viewer,
  grantsOf: (accessId: number) => Promise<Grants> | Grants,
): Promise<boolean> {
  if (viewer.userId === null) return false;
  for (const { creatorId, accessId } of chain) {
    if (creatorId === viewer.userId && rightsOf(await grantsOf(accessId), viewer.principals).has('view')) return true;
  }
  return false;
}

/** What an actor may do with the last album of the chain: administrators everything, others what was granted. */
export async function rightsInChain(
  chain: readonly ChainAlbum[],
  actor: Actor,
  grantsOf: (accessId: number) => Promise<Grants> | Grants,
): Promise<ReadonlySet<Right>> {
  if ('system' in actor || administers(actor)) return allRights;
  return grantedInChain(chain, actor, grantsOf);
}

export async function grantedInChain(
  chain: readonly ChainAlbum[],
  viewer: Viewer,
  grantsOf: (accessId: number) => Promise<Grants> | Grants,
): Promise<ReadonlySet<Right>> {
  const album = chain.at(-1);
  if (!album || isTrashed(album.path)) return new Set();
  const rights = rightsOf(await grantsOf(album.accessId), viewer.principals);
  if (grants(rights, 'manage') || (await managesAsCreator(chain, viewer, grantsOf))) return new Set([...rights, ...allRights]);
  return rights;
}
