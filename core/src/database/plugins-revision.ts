import type { Database } from './sql.ts';

const known = new WeakMap<Database, number>();

/** How often plugins have said that what they keep has changed, as far as this process was told. */
export const pluginsRevision = (database: Database): number => known.get(database) ?? 0;

/** Says at which revision the database stands. */
export const notePluginsRevision = (database: Database, revision: number): void => void known.set(database, revision);
