import type { House } from '@picturerail/core';
import { GalleryError, type StorageDriver } from '@picturerail/sdk';

/** What can be made to fail: statements and transactions, stored bytes, requests to other hosts, messages. */
export type FaultPlace = 'database' | 'storage' | 'fetch';

export interface FaultOptions {
  /** How many calls fail, from the next one on; default 1. */
  readonly calls?: number;
  /** What they fail with; default: what the gallery sees where the database is away, the disk is full, or the host does not answer. */
  readonly error?: Error;
}

export interface Fault {
  /** Calls that have still to fail. */
  readonly left: number;
  /** The rest does not fail any more. */
  end(): void;
}

type Call = (...words: never[]) => unknown;

const usual: Readonly<Record<FaultPlace, () => Error>> = {
  database: () => new GalleryError('database-unreachable', 'The database cannot be reached, because the test wants it so.', { status: 503 }),
  storage: () => new GalleryError('storage-full', 'The disk is full, because the test wants it so.', { status: 503 }),
  fetch: () => new TypeError('fetch failed', { cause: new Error('The host does not answer, because the test wants it so.') }),
};

const stored: readonly (keyof StorageDriver)[] = ['read', 'write', 'adopt', 'stat', 'remove', 'rename'];

/** The functions that stand for a place, as objects with names. */
function doorsOf(place: FaultPlace, { database, storage }: House): readonly (readonly [object, readonly string[]])[] {
  if (place === 'fetch') return [[globalThis, ['fetch']]];
  if (place === 'storage') return [storage.originals, storage.derivatives, storage.files].map((driver) => [driver, stored] as const);
  return [
    [database.read, ['all', 'get', 'run']],
    [database, ['transaction']],
  ];
}

/** Makes the next calls fail, whoever makes them. */
export function makeFault(house: House, place: FaultPlace, { calls = 1, error = usual[place]() }: FaultOptions = {}): Fault {
  let left = calls;
  const undo = doorsOf(place, house).flatMap(([object, names]) => {
    const doors = object as Record<string, Call>;
    return names.map((name) => {
      const before = doors[name] as Call;
      doors[name] = (...words) => {
        if (left === 0) return before(...words);
        left -= 1;
        return Promise.reject(error);
      };
      return () => {
        doors[name] = before;
      };
    });
  });
  return {
    get left() {
      return left;
    },
    end: () => {
      left = 0;
      for (const one of undo.splice(0)) one();
    },
  };
}
