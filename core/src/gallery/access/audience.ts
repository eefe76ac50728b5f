import { everyonePrincipal, signedInPrincipal } from '../people/principals.ts';
import { digestOf } from './digest.ts';

/** Principals, canonical: ascending, each once, what another one absorbs left out. */
export type Audience = readonly number[];

export const nobody: Audience = [];

/**
 * {everyone} absorbs all, {signed-in} absorbs users and groups: viewers' principals are closed, so whoever is absorbed
 * is in. A share link is not signed in: only {everyone} absorbs it.
 */
export function audienceOf(principals: Iterable<number>, links: ReadonlySet<number>): Audience {
  const all = new Set(principals);
  if (all.has(everyonePrincipal)) return [everyonePrincipal];
  const kept = all.has(signedInPrincipal) ? [...all].filter((one) => one === signedInPrincipal || links.has(one)) : [...all];
  return kept.sort((a, b) => a - b);
}

export const audienceDigest = (audience: Audience): string => digestOf(audience.join(','));

export const holdsEveryone = (audience: Audience): boolean => audience[0] === everyonePrincipal;

export const isMember = (audience: Audience, principals: ReadonlySet<number>): boolean => audience.some((one) => principals.has(one));

/** True where nobody is in `narrow` who is not in `wide`. */
export function isWithin(narrow: Audience, wide: Audience, links: ReadonlySet<number>): boolean {
  return audienceOf([...wide, ...narrow], links).join() === wide.join();
}
