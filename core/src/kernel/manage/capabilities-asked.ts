import type { Manifest } from '@picturerail/sdk';

/** One thing that a manifest says it uses, in words a webmaster can compare. */
export interface Asked {
  readonly name: string;
  readonly why: string;
  readonly hosts: readonly string[];
}

export const askedBy = ({ capabilities = [] }: Manifest): Asked[] => capabilities.map(({ name, why, hosts = [] }) => ({ name, why, hosts }));

/** What `next` asks for beyond `before`: capabilities, and hosts of those it had. */
export function askedAnew(before: Manifest | undefined, next: Manifest): Asked[] {
  const known = new Map(before ? askedBy(before).map((one) => [one.name, one]) : []);
  return askedBy(next).flatMap((one) => {
    const had = known.get(one.name);
    if (!had) return [one];
    const hosts = one.hosts.filter((host) => !had.hosts.includes(host));
    return hosts.length === 0 ? [] : [{ ...one, hosts }];
  });
}
