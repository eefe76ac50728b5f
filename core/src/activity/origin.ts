import { isIPv4, isIPv6 } from 'node:net';

/** Who does something, as far as it is written down; `system` for commands and background work. */
export type Doer = { readonly userId: number | null; readonly name: string | null } | { readonly system: true };

/** Beside the viewer and not in it: plugins are given viewers, and where somebody is at home is none of their business. */
const origins = new WeakMap<object, string>();

/** Says where a viewer's request comes from, as it may be kept. */
export function cameFrom(viewer: object, origin: string | null): void {
  if (origin !== null) origins.set(viewer, origin);
}

export const originOf = (doer: Doer): string | null => origins.get(doer) ?? null;

/** An address as the settings want it kept: the last part of it says which house, the rest which street. */
export function shownOrigin(address: string, how: 'none' | 'shortened' | 'full'): string | null {
  if (how === 'none') return null;
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (!isIPv4(plain) && !isIPv6(plain)) return null;
  if (how === 'full') return plain;
  return isIPv4(plain) ? plain.replace(/\d+$/, '0') : `${network48(plain)}::`;
}

/** A household holds a /56 or a /64; three groups are the street. */
function network48(address: string): string {
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const front = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8).fill('0');
  return [...front, ...zeros]
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
