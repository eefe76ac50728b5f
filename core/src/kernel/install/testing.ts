import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

/** One entry of an archive; a size that differs from its content's is a lie of the header. */
export interface TestEntry {
  readonly path: string;
  readonly content?: string | Buffer;
  readonly type?: Header['type'];
  readonly linkpath?: string;
}

/** A gzipped tar file of just these entries, whatever they are. */
export function archiveOf(entries: readonly TestEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = '', type = 'File', linkpath }) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    new Header({ path, type, size: bytes.length, mode: 0o644, mtime: new Date(0), ...(linkpath === undefined ? {} : { linkpath }) }).encode(header, 0);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

type Files = Readonly<Record<string, string>>;

/** The package.json of a plugin, with changes at its top and in its manifest. */
export function packageJsonOf(id: string, changes: object = {}, manifest: object = {}): string {
  const picturerail = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: '^0.2.0', entry: './index.js', ...manifest };
  return JSON.stringify({ name: `picturerail-${id}`, version: '1.0.0', type: 'module', ...changes, picturerail });
}

/** The files of a plugin that does nothing. */
export const pluginFiles = (id: string, files: Files = {}): Files => ({
  'package.json': packageJsonOf(id),
  'index.js': 'export default { setup() {} };\n',
  ...files,
});

/** As npm makes it: all below `package/`. */
export const archiveOfFiles = (files: Files): Buffer => archiveOf(Object.entries(files).map(([path, content]) => ({ path: `package/${path}`, content })));

export async function writeFiles(dir: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
}

export interface TestRegistry {
  readonly address: string;
  /** Offers a version; `integrity` stands in for the true one. */
  publish(name: string, version: string, archive: Buffer, integrity?: string): void;
  /** Called when an archive is asked for; what it answers true to is left without an end. */
  stall: (path: string) => boolean;
  close(): Promise<void>;
}

interface Published {
  readonly archive: Buffer;
  readonly integrity: string;
}

/** A registry that speaks npm's protocol on a port of its own. */
export async function startRegistry(): Promise<TestRegistry> {
  const packages = new Map<string, Map<string, Published>>();
  const registry = { address: '', stall: () => false, publish, close } as TestRegistry & { address: string };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/').slice(1);
    const [, name = '', version = ''] = /^(.+)\/-\/(.+)\.tgz$/.exec(path) ?? [];
    const published = packages.get(name)?.get(version);
    if (published) sendArchive(response, published.archive, registry.stall(path));
    else sendPackument(response, path, { versions: packages.get(path), address: registry.address });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return registry;

  function publish(name: string, version: string, archive: Buffer, integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`): void {
    packages.set(name, (packages.get(name) ?? new Map()).set(version, { archive, integrity }));
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function sendArchive(response: ServerResponse, archive: Buffer, stalls: boolean): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': archive.length });
  if (stalls) response.write(archive.subarray(0, archive.length >> 1));
  else response.end(archive);
}

interface Answering {
  readonly versions: ReadonlyMap<string, Published> | undefined;
  readonly address: string;
}

function sendPackument(response: ServerResponse, name: string, { versions, address }: Answering): void {
  if (!versions) {
    response.writeHead(404).end('{"error":"Not found"}');
    return;
  }
  const entries = [...versions].map(([version, { integrity }]) => [
    version,
    { name, version, dist: { tarball: `${address}/${name}/-/${version}.tgz`, integrity } },
  ]);
  const latest = [...versions.keys()].findLast((version) => !version.includes('-'));
  response.writeHead(200, { 'content-type': 'application/vnd.npm.install-v1+json' });
  response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(entries) }));
}
