import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { House } from '../house.ts';
import { cannotListen } from './errors.ts';
import { startHeartbeat } from './heartbeat.ts';
import { onOrder, report } from './messages.ts';
import { stopSignal } from './stop-signal.ts';

const graceMs = 4_000;
const lookEveryMs = 50;
const setupAgainMs = 1_000;
/** Longer than the web servers in front keep a connection: who closes first must be they, or a request gets lost. */
const keepAliveMs = 75_000;

/** Serves requests until the signal to stop. */
export async function runWeb(open: () => Promise<House>): Promise<void> {
  const stop = stopSignal();
  startHeartbeat();
  // Not at the top: the supervisor comes through the same door, and stays small.
  const [{ createSetupToken }, { createApp }] = await Promise.all([import('#accounts'), import('#http')]);
  const house = await open();
  onOrder('announce', () => void tellSetup(house, () => createSetupToken(house.accounts), stop));
  const server = createServer({ keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs + 1_000 }, createApp(house).callback());
  const { port, host } = house.config;
  server.listen({ port, host });
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw cannotListen(host, port, error);
  });
  await house.registry.appear('web');
  report({ type: 'ready', port: (server.address() as AddressInfo).port });
  if (!stop.aborted) await once(stop, 'abort');
  await drain(server);
  await house.close();
  process.exit(0);
}

/** Until it is told nobody can set the gallery up, so a database that is busy or away just now is asked again. */
async function tellSetup({ log }: House, makeToken: () => Promise<string | null>, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      return report({ type: 'setup', token: await makeToken() });
    } catch (error) {
      log.warn('The link to the setup could not be made; it is tried again.', { error, inMs: setupAgainMs });
      await delay(setupAgainMs, undefined, { signal: stop }).catch(() => {});
    }
  }
}

/** Takes no new connection and lets what runs finish; a browser keeps its connections open, so idle ones are closed as they fall idle. */
async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const idle = setInterval(() => server.closeIdleConnections(), lookEveryMs);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
