import type { Right } from '@picturerail/sdk';
import { type Audience, audienceOf } from './audience.ts';
import { digestOf } from './digest.ts';
import { closeRights } from './rights.ts';

/** Rights by principal, closed. */
export type Grants = ReadonlyMap<number, readonly Right[]>;

/** An access list as it is interned: never changed, found again by its content. */
export interface AccessList {
  readonly id: number;
  readonly grants: Grants;
  readonly audienceId: number;
}

/** The id of the list that grants nothing, in every gallery from its first migration on. */
export const emptyListId = 1;

/** Several entries for one principal are joined; those without rights are left out. */
export function grantsOf(entries: Iterable<readonly [number, readonly Right[]]>): Grants {
  const joined = new Map<number, Right[]>();
  for (const [principal, rights] of entries) joined.set(principal, [...(joined.get(principal) ?? []), ...rights]);
  const closed = [...joined].map(([principal, rights]) => [principal, closeRights(rights)] as const);
  return new Map(closed.filter(([, rights]) => rights.length > 0).sort(([a], [b]) => a - b));
}

export const listDigest = (grants: Grants): string => digestOf([...grants].map(([principal, rights]) => `${principal}=${rights.join(',')}`).join(';'));

export const viewersOf = (grants: Grants, links: ReadonlySet<number>): Audience => audienceOf(grants.keys(), links);

/** What an album goes by that has a list of its own: whoever may manage above may manage here. */
export function effectiveGrants(own: Grants, above: Grants): Grants {
  const managers = [...above].filter(([, rights]) => rights.includes('manage'));
  return managers.length === 0 ? own : grantsOf([...own, ...managers]);
}

/** The rights of somebody who is all of these principals. */
export function rightsOf(grants: Grants, principals: Iterable<number>): Set<Right> {
  const rights = new Set<Right>();
  for (const principal of principals) for (const right of grants.get(principal) ?? []) rights.add(right);
  return rights;
}

/** True where `wide` grants somebody something that `narrow` does not. Closed viewers of both are compared, so signed-in covers users and groups. */
export function isWider(wide: Grants, narrow: Grants, closed: (principal: number) => readonly number[]): boolean {
  for (const [principal, rights] of wide) {
    const had = rightsOf(narrow, closed(principal));
    if (rights.some((right) => !had.has(right))) return true;
  }
  return false;
}
