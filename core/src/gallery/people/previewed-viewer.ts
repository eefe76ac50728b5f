import type { Viewer } from '@picturerail/sdk';
import { statusNeeded } from '../errors.ts';
import type { Gallery } from '../gallery.ts';
import { groupUnknown, userCannotLook, userUnknown } from './errors.ts';
import { groupName } from './groups-store.ts';
import { refuseUnlessAdministrator, statuses } from './may-change-users.ts';
import { everyonePrincipal, signedInPrincipal } from './principals.ts';
import { principalId } from './principals-store.ts';
import { userById } from './users-store.ts';
import { viewerOf, visitorViewer } from './viewers.ts';

/** Through whose eyes an administrator looks: a visitor's, a user's, or those of somebody who is in one group only. */
export type PreviewedAs = 'visitor' | { readonly user: number } | { readonly group: number };

/**
 * Who sees the gallery in a preview, as he is now. Nobody previews as somebody of higher status: that would show him what
 * he may not see. Errors: `user-unknown`, `group-unknown`, `user-cannot-look`, `status-needed`.
 */
export async function previewedViewer(g: Gallery, actor: Viewer, as: PreviewedAs): Promise<Viewer> {
  refuseUnlessAdministrator(actor, 'see the gallery as somebody else');
  const { language } = actor;
  if (as === 'visitor') return visitorViewer(g, language);
  return 'user' in as ? asUser(g, actor, as.user) : asMember(g, as.group, language);
}

async function asUser(g: Gallery, actor: Viewer, id: number): Promise<Viewer> {
  const user = await userById(g.database.read, id);
  if (!user) throw userUnknown(id);
  if (user.status === 'deactivated') throw userCannotLook(user.name);
  if (statuses.indexOf(user.status) < statuses.indexOf(actor.status as typeof user.status))
    throw statusNeeded(`see the gallery as "${user.name}"`, 'webmaster');
  return viewerOf(g, id, actor.language);
}

async function asMember(g: Gallery, id: number, language: string): Promise<Viewer> {
  const [name, principal] = [await groupName(g.database.read, id), await principalId(g.database.read, 'group', id)];
  if (name === undefined || principal === undefined) throw groupUnknown(id);
  return { userId: null, name, status: 'user', language, principals: [everyonePrincipal, signedInPrincipal, principal].toSorted((one, other) => one - other) };
}
