import type { Principal } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { everyonePrincipal, signedInPrincipal } from './principals.ts';
import { groupPrincipals } from './principals-store.ts';

/** Everyone, those signed in, then all groups by name. */
export async function offeredPrincipals({ database }: Gallery): Promise<Principal[]> {
  const groups = await groupPrincipals(database.read);
  return [
    { id: everyonePrincipal, kind: 'everyone', name: '' },
    { id: signedInPrincipal, kind: 'signed-in', name: '' },
    ...groups.map(({ id, name }) => ({ id, kind: 'group' as const, name })),
  ];
}
