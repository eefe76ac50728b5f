import type { Maybe } from './json.ts';

export interface CacheOptions {
  /** At most so many are kept, up to 100,000; what was used least recently goes first. Default 500. */
  readonly entries?: number;
  /** How long a result is good, ms, up to a day; default 60,000. */
  readonly ttlMs?: number;
}

/** Results by key. Each process has its own; they go with the plugin. */
export interface CacheOf<T> {
  /** The result that is kept, or what `make` makes: once, however many ask at the same time. What it throws is not kept. */
  get(key: string, make: () => Maybe<T>): Promise<T>;
  delete(key: string): void;
  clear(): void;
}

export interface Cache {
  /** The cache of that name, with the options of whoever asks for it first; at most 100 for each plugin. Errors: `cache-invalid`. */
  of<T>(name: string, options?: CacheOptions): CacheOf<T>;
}
