import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type House, http } from '@picturerail/core';

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a house at a free port of this machine. */
export async function serve(house: House): Promise<Served> {
  const server = createServer(http.createApp(house).callback());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
