import { type Revisions, readRevisions } from '#database';
import type { Accounts } from './accounts.ts';

/** Tells what this process keeps in memory at which revisions the database stands; with each request. */
export function noteRevisions({ settings, gallery }: Accounts, revisions: Revisions): void {
  settings.sync(revisions.settings);
  gallery.access.sync(revisions.access);
}

/** The same where there are no requests: before each job. */
export const catchUp = async (a: Accounts): Promise<void> => noteRevisions(a, await readRevisions(a.database.read));
