import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that a test can cut. */
export interface TcpProxy {
  /** The server's address, by way of the line. */
  readonly url: string;
  /** Bytes that have come for the server so far. */
  sent(): number;
  /** Closes what is open and refuses what comes. */
  cut(): Promise<void>;
  /** Lets nothing through any more, and closes nothing. */
  freeze(): void;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** `bytesPerSecond`: of each connection, each way; default as fast as it goes. */
export async function openProxy(url: string, { bytesPerSecond = Number.POSITIVE_INFINITY } = {}): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let frozen = false;
  let sent = 0;
  const serve = () =>
    createServer((incoming) => {
      const outgoing = connect(Number(target.port || 3306), target.hostname);
      for (const [socket, other] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ] as const) {
        sockets.add(socket);
        socket.on('data', (bytes) => {
          if (socket === incoming) sent += bytes.length;
          if (!frozen) other.write(bytes);
          if (bytesPerSecond === Number.POSITIVE_INFINITY) return;
          socket.pause();
          setTimeout(() => socket.resume(), (1000 * bytes.length) / bytesPerSecond);
        });
        socket.on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
        socket.on('error', () => other.destroy());
      }
    });
  let server = serve().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    hangUp();
    await closed;
  };
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    sent: () => sent,
    cut,
    freeze: () => {
      frozen = true;
    },
    restore: async () => {
      frozen = false;
      if (server.listening) return hangUp();
      server = serve().listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: cut,
  };
}
