import type { House } from '../rooms.ts';

/** What is filled: a gallery over its database. */
export type Fillable = Pick<House, 'gallery' | 'database'>;

type Gallery = House['gallery'];

/** Lets use cases that open a transaction each share one: what makes thousands of them slow is what a disk needs for every commit. */
export function inOneTransaction<T>({ gallery, database }: Fillable, work: (gallery: Gallery) => Promise<T>): Promise<T> {
  return database.transaction((tx) => work({ ...gallery, database: { ...database, read: tx, transaction: (inner) => inner(tx) } }));
}
