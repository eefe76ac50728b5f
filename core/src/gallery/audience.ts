import { createHash } from 'node:crypto';

/** Ids of the two principals that every database has. */
export const everyone = 1;
export const signedIn = 2;

export interface PrincipalKinds {
  /** True for users and groups, who are all signed in; a share link is not. */
  isAccount(principalId: number): boolean;
}

/** The canonical form of a set of principals: everyone absorbs all, signed-in absorbs users and groups, never share links. Ascending. */
export function canonicalAudience(principals: Iterable<number>, kinds: PrincipalKinds): number[] {
  const set = new Set(principals);
  if (set.has(everyone)) return [everyone];
  if (!set.has(signedIn)) return [...set].sort((a, b) => a - b);
  return [...set].filter((id) => id === signedIn || !kinds.isAccount(id)).sort((a, b) => a - b);
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
