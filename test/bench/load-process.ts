import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Load, Loaded } from './load.ts';

/**
 * Reads no more of HTTP than a measurement needs, because whoever asks shares two processors with those who answer: it
 * takes about a tenth of one.
 */
process.on('message', async (load: Load) => process.send?.(await measure(load)));

async function measure(load: Load): Promise<Loaded> {
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + load.seconds * 1000;
  let last = begun;
  let failed = 0;
  await Promise.all(
    Array.from({ length: load.connections }, () =>
      keepAsking(load, until, (status, ms) => {
        if (status !== (load.status ?? 200)) failed += 1;
        last = performance.now();
        times.push(ms);
      }),
    ),
  );
  // By the last answer: what was under way when time was up counts neither as an answer nor as time.
  return { perSecond: times.length / ((last - begun) / 1000), times, failed };
}

type Answered = (status: number, milliseconds: number) => void;

/** One connection, one request after the other. */
async function keepAsking({ url, headers = {} }: Load, until: number, answered: Answered): Promise<void> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, Connection: 'keep-alive', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const incoming: Incoming = { read: () => {} };
  // One buffer for all that comes: node would make another for each read, which costs more than reading what a picture has.
  const callback = (length: number, bytes: Uint8Array) => {
    incoming.read(Buffer.from(bytes.buffer, bytes.byteOffset, length));
    return true;
  };
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: Buffer.alloc(65_536), callback } });
  await once(socket, 'connect');
  const timeUp = setTimeout(() => socket.destroy(), Math.max(0, until - performance.now()));
  await exchange(socket, incoming, { request, answered });
  clearTimeout(timeUp);
}

/** Who takes what comes; the bytes are others a moment later. */
interface Incoming {
  read: (bytes: Buffer) => void;
}

/** Until the socket is closed, by us when time is up. An answer that breaks off before that counts as status 0. */
function exchange(socket: Socket, incoming: Incoming, { request, answered }: { readonly request: Buffer; readonly answered: Answered }): Promise<void> {
  return new Promise((resolve) => {
    let sentAt = 0;
    let head: Buffer | null = null;
    let status = 0;
    let missing = 0;
    const ask = () => {
      sentAt = performance.now();
      head = Buffer.alloc(0);
      socket.write(request);
    };
    const end = () => {
      answered(status, performance.now() - sentAt);
      ask();
    };
    incoming.read = (chunk) => {
      let bytes = chunk.length;
      if (head !== null) {
        const all = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        const bodyAt = all.indexOf('\r\n\r\n') + 4;
        head = bodyAt < 4 ? Buffer.from(all) : null;
        if (head !== null) return;
        [status, missing] = readHead(all.toString('latin1', 0, bodyAt));
        bytes = all.length - bodyAt;
      }
      missing -= bytes;
      if (missing <= 0) end();
    };
    socket.once('error', () => answered(0, performance.now() - sentAt));
    socket.once('end', () => answered(0, performance.now() - sentAt));
    socket.once('close', () => resolve());
    ask();
  });
}

/** Status and length of the body in bytes. */
function readHead(text: string): [status: number, length: number] {
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (length === undefined && status !== 304 && status !== 204) throw new Error(`The answer has no Content-Length, which measuring goes by:\n${text}`);
  return [status, Number(length ?? 0)];
}
