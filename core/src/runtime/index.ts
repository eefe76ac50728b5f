/**
 * What the runtime charges too much for, or does not have in every version that the gallery runs on, and which of its
 * processes are still there. It refuses to know anything of the gallery. Words it owns: async context, holder.
 */
export { type AsyncContext, createAsyncContext } from './async-context.ts';
export { endAfter } from './end-after.ts';
export { isGone, isHere, thisProcess } from './holder.ts';
export { countWorking, leftWorkingNames, sweepWorkingNames, workingName } from './working-name.ts';
