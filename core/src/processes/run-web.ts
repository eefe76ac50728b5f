import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { House } from '../house.ts';
import { cannotListen } from './errors.ts';
import { guardProcess } from './guard-process.ts';
import { startHeartbeat } from './heartbeat.ts';
import { onOrder, report } from './messages.ts';
import { stopSignal } from './stop-signal.ts';

const graceMs = 4_000;
const lookEveryMs = 50;
/** Longer than the web servers in front keep a connection: who closes first must be they, or a request gets lost. */
const keepAliveMs = 75_000;

/** Serves requests until the signal to stop. */
export async function runWeb(open: () => Promise<House>): Promise<void> {
  const stop = stopSignal();
  startHeartbeat();
  // Not at the top: the supervisor comes through the same door, and stays small.
  const [{ createSetupToken }, { createApp }] = await Promise.all([import('#accounts'), import('#http')]);
  const house = await open();
  guardProcess(house.log, house.kernel.whose);
  onOrder('announce', () => void createSetupToken(house.accounts).then((token) => report({ type: 'setup', token })));
  const server = createServer({ keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs + 1_000 }, createApp(house).callback());
  const { port, host } = house.config;
  server.listen({ port, host });
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw cannotListen(host, port, error);
  });
  report({ type: 'ready', port: (server.address() as AddressInfo).port });
  if (!stop.aborted) await once(stop, 'abort');
  await drain(server);
  await house.close();
  process.exit(0);
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
