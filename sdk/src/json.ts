/** A value that survives `JSON.stringify` and a trip through the database. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A value, or a promise of it: where a verb takes it, both work. */
export type Maybe<T> = T | Promise<T>;
