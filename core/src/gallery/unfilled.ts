/** Stands where a body comes in the next commit. */
export const unfilled = (): never => {
  throw new Error('not yet');
};
