import type { Maybe } from '@picturerail/sdk';

/** Goes on with what is there at once, or when it has come: an answer that need not be waited for costs no promise. */
export const whenThere = <T, R>(made: Maybe<T>, use: (value: T) => R): Maybe<R> => (made instanceof Promise ? made.then(use) : use(made as T));
