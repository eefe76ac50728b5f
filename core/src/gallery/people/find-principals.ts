import type { Right } from '@picturerail/sdk';
import type { Sql } from '#database';
import type { AccessEntry, PrincipalName } from '../access/access-choice.ts';
import { type Grants, grantsOf } from '../access/access-list.ts';
import { groupUnknown, userUnknown } from './errors.ts';
import { everyonePrincipal, signedInPrincipal } from './principals.ts';
import { principalId, principalNames } from './principals-store.ts';

/** Entries as people give them, with the ids of principals. Errors: `user-unknown`, `group-unknown`. */
export async function grantsOfEntries(sql: Sql, entries: readonly AccessEntry[]): Promise<Grants> {
  const pairs: (readonly [number, readonly Right[]])[] = [];
  for (const { principal, rights } of entries) pairs.push([await idOf(sql, principal), rights]);
  return grantsOf(pairs);
}

async function idOf(sql: Sql, principal: PrincipalName): Promise<number> {
  if (principal === 'everyone') return everyonePrincipal;
  if (principal === 'signed-in') return signedInPrincipal;
  const [kind, ref] = 'user' in principal ? (['user', principal.user] as const) : (['group', principal.group] as const);
  const id = await principalId(sql, kind, ref);
  if (id === undefined) throw kind === 'user' ? userUnknown(ref) : groupUnknown(ref);
  return id;
}

/** The other way round; users and groups that are gone are left out. */
export async function entriesOfGrants(sql: Sql, grants: Grants): Promise<AccessEntry[]> {
  const names = await principalNames(sql, [...grants.keys()]);
  return [...grants].flatMap(([id, rights]) => {
    const principal = nameOf(id, names.get(id));
    return principal === null ? [] : [{ principal, rights }];
  });
}

function nameOf(id: number, row: { readonly kind: string; readonly refId: number } | undefined): PrincipalName | null {
  if (id === everyonePrincipal) return 'everyone';
  if (id === signedInPrincipal) return 'signed-in';
  if (row?.kind === 'user') return { user: row.refId };
  return row?.kind === 'group' ? { group: row.refId } : null;
}
