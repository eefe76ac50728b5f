import type { Config } from '#config';

const withinMs = 1_000;

/** Asks for a page, so that the process that answers looks what is wanted now; those without requests look four times a second. */
export async function poke({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}/account/sign-in`;
  await fetch(address, { signal: AbortSignal.timeout(withinMs), redirect: 'manual' }).then(
    (response) => response.body?.cancel(),
    () => {},
  );
}
