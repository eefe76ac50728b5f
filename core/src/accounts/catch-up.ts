import { notePluginsRevision, type Revisions, readRevisions } from '#database';
import type { Accounts } from './accounts.ts';

/** Tells what this process keeps in memory at which revisions the database stands; with each request. */
export function noteRevisions({ database, settings, gallery, registry, protections }: Accounts, revisions: Revisions): void {
  notePluginsRevision(database, revisions.plugins);
  registry?.sync(revisions.registry);
  settings.sync(revisions.settings);
  gallery.access.sync(revisions.access);
  protections?.sync(revisions.registry);
}

/** The same where there are no requests: before each job. */
export const catchUp = async (a: Accounts): Promise<void> => noteRevisions(a, await readRevisions(a.database.read));
