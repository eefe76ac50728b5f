import { holdsEveryone } from '../access/audience.ts';
import type { Registry } from '../access/registry.ts';
import { signedInPrincipal } from '../people/principals.ts';
import type { AlbumEntry } from './album.ts';

/** Who may view what goes by this list, in a word. */
export function accessWord(registry: Registry, accessId: number): AlbumEntry['access'] {
  const audience = registry.audiences.get(registry.lists.get(accessId)?.audienceId ?? 0) ?? [];
  if (holdsEveryone(audience)) return 'public';
  return audience.includes(signedInPrincipal) ? 'signed-in' : 'private';
}
