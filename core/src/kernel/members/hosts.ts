import type { Manifest } from '@picturerail/sdk';

/** The name as `URL` writes it: lower case, in punycode. Null for what is no host. */
function hostName(host: string): string | null {
  const url = `http://${host}/`;
  if (!URL.canParse(url)) return null;
  const { hostname, href } = new URL(url);
  return href === `http://${hostname}/` && /^[\w.:[\]-]+$/.test(hostname) ? hostname : null;
}

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);

/** True for a host as a manifest may name it. A star stands for names below one of at least two words. */
export function isHost(declared: string): boolean {
  const name = declared.startsWith('*.') ? declared.slice(2) : declared;
  const host = hostName(name);
  return host !== null && (name === declared || (host.includes('.') && !isAddress(host)));
}

export const declaredHosts = ({ capabilities = [] }: Manifest): readonly string[] =>
  capabilities.filter(({ name }) => name === 'fetch').flatMap(({ hosts = [] }) => hosts);

/** True where one of the declared hosts is this one, or stands for it. */
export function isDeclared(declared: readonly string[], hostname: string): boolean {
  return declared.some((one) => (one.startsWith('*.') ? hostname.endsWith(`.${hostName(one.slice(2))}`) : hostName(one) === hostname));
}
