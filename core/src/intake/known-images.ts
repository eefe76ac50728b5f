import { type Actor, findImage, findImagesByHash, imageRights } from '#gallery';
import type { Intake } from './intake.ts';

/**
 * Images of the gallery with these bytes that the actor may hang elsewhere. Of others he learns nothing: his file is
 * stored as an image of its own, as if the bytes were new.
 */
export async function knownImages(i: Intake, actor: Actor, hashes: readonly string[]): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  for (const [hash, { id }] of await findImagesByHash(i.gallery, hashes)) if (await mayPlace(i, actor, id)) known.set(hash, id);
  return known;
}

async function mayPlace(i: Intake, actor: Actor, imageId: number): Promise<boolean> {
  if ('system' in actor || actor.status === 'administrator' || actor.status === 'webmaster') return true;
  if ((await imageRights(i.gallery, actor, imageId))?.has('manage')) return true;
  return actor.userId !== null && (await findImage(i.gallery, imageId))?.uploaderId === actor.userId;
}
