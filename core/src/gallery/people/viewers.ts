import type { Viewer } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';
import { everyonePrincipal } from './principals.ts';

export const visitorViewer = (_g: Gallery, language: string): Viewer => ({
  userId: null,
  name: null,
  status: 'visitor',
  language,
  principals: [everyonePrincipal],
});

/** A user with his principals, closed; a deactivated or unknown one is a visitor. */
export async function viewerOf(_g: Gallery, _userId: number, _language: string): Promise<Viewer> {
  return unfilled();
}
