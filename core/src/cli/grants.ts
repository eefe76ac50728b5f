import type { Right } from '@picturerail/sdk';
import { type AccessEntry, coreRights, findUser, listGroups } from '#gallery';
import { closestWord } from '#kernel';
import type { House } from '../house.ts';
import { badGrant, badRight, noGroup, noUser } from './errors.ts';

interface Grant {
  readonly kind: 'user' | 'group' | 'everyone' | 'signed-in';
  readonly name: string;
  readonly rights: readonly Right[];
}

/** `user:ana=view,download`, `group:family=view`, `everyone=view`, `signed-in=download`. */
export function readGrant(text: string, pluginRights: readonly string[]): Grant {
  const found = /^(?:(user|group):(.+)|(everyone|signed-in))=([^=]+)$/.exec(text);
  if (!found) throw badGrant(text);
  const [, kind, name = '', fixed, list = ''] = found;
  const known = [...coreRights, ...pluginRights];
  const rights = list.split(',').map((right) => right.trim());
  for (const right of rights) if (!known.includes(right)) throw badRight(right, known, closestWord(right, known));
  return { kind: (kind ?? fixed) as Grant['kind'], name: name.normalize('NFC'), rights: rights as Right[] };
}

/** Entries of an access list, names looked up. */
export async function entriesOf(house: House, grants: readonly string[]): Promise<AccessEntry[]> {
  const { packages } = (await house.registry.look()).discovery;
  const pluginRights = packages.flatMap(({ manifest }) => (manifest.rights ?? []).map(({ key }) => key));
  const entries: AccessEntry[] = [];
  for (const { kind, name, rights } of grants.map((grant) => readGrant(grant, pluginRights)))
    entries.push({ principal: await principalOf(house, kind, name), rights });
  return entries;
}

async function principalOf({ gallery }: House, kind: Grant['kind'], name: string): Promise<AccessEntry['principal']> {
  if (kind === 'everyone' || kind === 'signed-in') return kind;
  if (kind === 'user') {
    const user = await findUser(gallery, name);
    if (!user) throw noUser(name);
    return { user: user.id };
  }
  const group = (await listGroups(gallery)).find((one) => one.name === name);
  if (!group) throw noGroup(name);
  return { group: group.id };
}
