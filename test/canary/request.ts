import { Agent, request as send } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  /** When it was asked for, ms of `performance.now`. */
  readonly since: number;
  readonly status: number;
  /** Lines `name: value`. */
  readonly headers: readonly string[];
  readonly location: string | null;
  readonly type: string;
  /** Unpacked. */
  readonly body: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 6 });

const unpack: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  '': (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes),
  br: (bytes) => brotliDecompressSync(bytes),
  deflate: (bytes) => inflateSync(bytes),
};

/** A path is sent as it is, where `fetch` would tidy it up. */
export function request(base: string, { method, path, headers, body }: Asked): Promise<Answered> {
  const since = performance.now();
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = send({
      agent,
      hostname,
      port,
      method,
      path,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const encoding = String(response.headers['content-encoding'] ?? '');
        const unpacked = unpack[encoding];
        if (!unpacked) return reject(new Error(`"${path}" came as "${encoding}", which nobody asked for.`));
        const packed = Buffer.concat(parts);
        resolve({
          since,
          status: response.statusCode ?? 0,
          headers: linesOf(response.rawHeaders),
          location: response.headers.location ?? null,
          type: response.headers['content-type'] ?? '',
          body: packed.length === 0 ? packed : unpacked(packed),
        });
      });
    });
    sent.end(body);
  });
}

const linesOf = (raw: readonly string[]): string[] => raw.flatMap((name, index) => (index % 2 === 0 ? [`${name.toLowerCase()}: ${raw[index + 1]}`] : []));
