/** Ids of the two principals that every gallery has from its first migration on. */
export const everyonePrincipal = 1;
export const signedInPrincipal = 2;
