import { isIPv6 } from 'node:net';
import type { Config } from '#config';

/** Tells people where the gallery is and, until a webmaster exists, how to set it up. */
export function announce(config: Pick<Config, 'baseUrl' | 'host'>, port: number, setupToken: string | null): void {
  const address = addressOf(config, port);
  console.log(`Picturerail is at ${address}`);
  if (setupToken === null) return;
  console.log(`It is not set up yet. Within 24 hours, open this link once:\n\n    ${address}/setup/${setupToken}\n`);
}

/** Where people on this machine find the gallery, without a slash at the end. */
export const addressOf = (config: Pick<Config, 'baseUrl' | 'host'>, port: number): string => config.baseUrl ?? `http://${reachable(config.host)}:${port}`;

/** The wildcard addresses are listened on, but nobody can go there. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}
