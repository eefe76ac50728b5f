/** Ids of the two principals that every gallery has from its first migration on. */
export const everyonePrincipal = 1;
export const signedInPrincipal = 2;

/** A principal with those that everybody is who is this one: a user or a group is signed in, a share link is not. */
export function closedOver(principal: number, links: ReadonlySet<number>): number[] {
  if (principal === everyonePrincipal) return [everyonePrincipal];
  return links.has(principal) || principal === signedInPrincipal ? [principal, everyonePrincipal] : [principal, signedInPrincipal, everyonePrincipal];
}
