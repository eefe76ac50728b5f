import type { Rail, Viewer } from '@picturerail/sdk';
import { notAllowed } from './errors.ts';

/** Text pages and menus belong to the gallery as a whole. Errors: `pages.not-allowed`. */
export function refuseUnlessManager({ auth }: Rail, viewer: Viewer): void {
  if (!auth.can(viewer, 'manage')) throw notAllowed();
}
