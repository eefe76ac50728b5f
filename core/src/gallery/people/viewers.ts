import type { Viewer } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { everyonePrincipal, signedInPrincipal } from './principals.ts';
import { principalsOfUser } from './users-store.ts';

export const visitorViewer = (_g: Gallery, language: string): Viewer => ({
  userId: null,
  name: null,
  status: 'visitor',
  language,
  principals: [everyonePrincipal],
});

/** A user with his principals, closed; one who is deactivated or unknown is a visitor. */
export async function viewerOf(g: Gallery, userId: number, language: string): Promise<Viewer> {
  const rows = await principalsOfUser(g.database.read, userId);
  const [user] = rows;
  if (!user) return visitorViewer(g, language);
  const principals = [everyonePrincipal, signedInPrincipal, ...rows.map((row) => row.principal)].sort((a, b) => a - b);
  return { userId, name: user.name, status: user.status, language, principals };
}
