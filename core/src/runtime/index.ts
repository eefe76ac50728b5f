/**
 * What the runtime charges too much for, or does not have in every version that the gallery runs on. It refuses to know
 * anything of the gallery. Words it owns: async context.
 */
export { type AsyncContext, createAsyncContext } from './async-context.ts';
