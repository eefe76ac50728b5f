import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkManifest } from '../packages/check-manifest.ts';
import { openTestScope } from '../testing.ts';
import { pluginFetch } from './plugin-fetch.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const seen: Seen[] = [];
let answer: (seen: Seen, response: ServerResponse) => void;
let port: number;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
  seen.push(one);
  answer(one, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  seen.length = 0;
  answer = ({ path }, response) => void response.end(`you asked for ${path}`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at = (path: string, host = '127.0.0.1') => `http://${host}:${port}${path}`;
const open = (hosts: readonly string[] | null = ['127.0.0.1', 'localhost'], timeoutMs?: number) => {
  const scope = openTestScope({ id: 'maps', manifest: hosts === null ? {} : { capabilities: [{ name: 'fetch', why: 'Shows maps.', hosts }] } });
  return { scope, fetch: pluginFetch(scope, timeoutMs === undefined ? {} : { timeoutMs }) };
};
const redirect = (status: number, location: string) => (one: Seen, response: ServerResponse) =>
  one.path === '/first' ? void response.writeHead(status, { location }).end('elsewhere') : void response.end(`${one.method} ${one.path} ${one.body}`);

test('a declared host is asked like with fetch', async () => {
  const response = await open().fetch(new URL(at('/a?b=c')), { method: 'POST', body: 'hello', headers: { 'x-own': '1' } });
  expect([response.status, await response.text()]).toEqual([200, 'you asked for /a?b=c']);
  expect(seen).toMatchObject([{ method: 'POST', body: 'hello', headers: { 'x-own': '1' } }]);
});

test('a host that is not declared is not asked, and the error shows what the manifest needs', async () => {
  const sentence = 'Its manifest needs under "capabilities": { "name": "fetch", "why": "...", "hosts": ["localhost","127.0.0.1"] }';
  await expect(open(['localhost']).fetch(at('/'))).rejects.toThrow(sentence);
  await expect(open(null).fetch(at('/'))).rejects.toThrow('"hosts": ["127.0.0.1"]');
  expect(seen).toEqual([]);
});

test.each([
  ['*.example.org', 'example.org'],
  ['*.example.org', 'badexample.org'],
  ['example.org', 'www.example.org'],
  ['example.org', 'example.org.evil.org'],
  ['example.org', 'example.org.'],
  ['127.0.0.1', '127.0.0.2'],
])('"%s" does not stand for "%s"', async (declared, host) => {
  await expect(open([declared]).fetch(`https://${host}/`)).rejects.toThrow(`fetches from "${host}" without having said so`);
});

test('a star stands for what is below, and letters and numbers are read as addresses are', async () => {
  // Nobody listens there: that it is tried shows that it is allowed.
  const tried = (declared: string, host: string) => expect(open([declared]).fetch(`http://${host}:1/`)).rejects.toThrow(`could not reach "http://`);
  await tried('*.localhost.test', 'a.b.localhost.test');
  await tried('LocalHost', 'localhost');
  await tried('127.0.0.1', '0x7f.1');
});

test('redirects are followed while their hosts are declared, and each is looked at', async () => {
  answer = redirect(302, at('/second', 'localhost'));
  expect(await (await open().fetch(at('/first'))).text()).toBe('GET /second ');
  await expect(open(['127.0.0.1']).fetch(at('/first'))).rejects.toThrow('fetches from "localhost" without having said so');
  expect(seen.map(({ path }) => path)).toEqual(['/first', '/second', '/first']);
  answer = redirect(301, 'file:///etc/passwd');
  await expect(open().fetch(at('/first'))).rejects.toThrow('its scheme is "file:"');
  answer = redirect(307, '/first');
  await expect(open().fetch(at('/first'))).rejects.toThrow(`was redirected by "http://127.0.0.1:${port}" for the 21th time`);
});

test.each([
  [301, 'POST', 'GET /second '],
  [302, 'PUT', 'PUT /second hello'],
  [303, 'PUT', 'GET /second '],
  [307, 'POST', 'POST /second hello'],
  [308, 'POST', 'POST /second hello'],
])('after %i to a %s comes what browsers send', async (status, method, expected) => {
  answer = redirect(status, '/second');
  const response = await open().fetch(at('/first'), { method, body: 'hello', headers: { authorization: 'Bearer secret' } });
  expect(await response.text()).toBe(expected);
  expect(seen[1]?.headers.authorization).toBe('Bearer secret');
});

test('what was meant for one host is not taken along to another', async () => {
  answer = redirect(307, at('/second', 'localhost'));
  await open().fetch(at('/first'), { headers: { authorization: 'Bearer secret', cookie: 'a=b', 'x-own': '1' } });
  expect(seen.map(({ headers }) => [headers.authorization, headers.cookie, headers['x-own']])).toEqual([
    ['Bearer secret', 'a=b', '1'],
    [undefined, undefined, '1'],
  ]);
});

test('redirects can be looked at or refused by the plugin itself', async () => {
  answer = redirect(302, 'http://elsewhere.example/');
  const { fetch } = open();
  expect((await fetch(at('/first'), { redirect: 'manual' })).headers.get('location')).toBe('http://elsewhere.example/');
  await expect(fetch(at('/first'), { redirect: 'error' })).rejects.toThrow('was asked to follow no redirect');
});

test('a request that takes too long is ended, in its body too', async () => {
  answer = (_, response) => void response.write('only the begin');
  const { fetch } = open(undefined, 100);
  const response = await fetch(at('/slow'));
  await expect(response.text()).rejects.toThrow('took longer than 0.1 seconds');
  answer = () => {};
  await expect(fetch(at('/silent'))).rejects.toMatchObject({ code: 'fetch-too-slow', status: 503 });
});

test('requests end with the plugin, and when it asks for it itself', async () => {
  answer = () => {};
  const { fetch, scope } = open();
  const control = new AbortController();
  const own = fetch(at('/own'), { signal: control.signal });
  const other = fetch(at('/other'));
  const ends = [expect(own).rejects.toThrow('enough'), expect(other).rejects.toMatchObject({ code: 'plugin-going' })];
  control.abort(new Error('enough'));
  await scope.dispose();
  await Promise.all(ends);
  await expect(fetch(at('/late'))).rejects.toMatchObject({ code: 'plugin-going' });
  await expect(open().fetch(at('/aborted'), { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
});

test('no sentence repeats what may be secret', async () => {
  const { fetch } = open();
  const words = async (ask: () => Promise<Response>) => {
    const error = (await ask().catch((one: unknown) => one)) as Error;
    return `${error.message} ${String(error.stack)} ${String((error.cause as Error | undefined)?.message)}`;
  };
  const faults = [
    () => fetch(at('/').replace('//', '//ana:pa55word@')),
    () => fetch('http://127.0.0.1:1/?key=pa55word'),
    () => fetch('pa55word'),
    () => fetch(at('/'), { headers: { authorization: 'pa55word\n' + 'x' } }),
  ];
  for (const fault of faults) expect(await words(fault)).not.toContain('pa55word');
  expect(seen).toEqual([]);
});

test.each(['https://example.org', 'example.org:8080', 'example.org/path', '*', '*.org', '*.127.0.0.1', 'a b', '', '*.*.example.org'])(
  'a manifest cannot declare the host "%s"',
  (host) => {
    const base = { manifestVersion: 1, id: 'maps', kind: 'plugin', displayName: 'Maps', api: '^0.2.0', entry: './index.js' };
    const withHost = (one: string) => checkManifest({ ...base, capabilities: [{ name: 'fetch', why: 'Maps.', hosts: [one] }] });
    expect(withHost(host)).toMatchObject({ problems: [expect.stringContaining('must be the name of a host')] });
    expect(withHost('*.tile.example.org')).toHaveProperty('manifest');
  },
);
