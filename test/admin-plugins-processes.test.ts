import { type Client, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginServing, type Serving } from './plugins/begin-serving.ts';
import { sendFile } from './plugins/send-file.ts';
import { archiveOfVersion } from './plugins/versions.ts';

describe.each(testServers())('the pages of plugins, with two web processes on $name,', ({ server }) => {
  let serving: Serving;
  let keeper: Client;

  beforeAll(async () => {
    serving = await beginServing(server, { WORKERS: '2', LOG_LEVEL: 'warn' });
    keeper = await serving.keeper();
  }, 120_000);
  afterAll(() => serving?.remove());

  const send = async (path: string, fields: Record<string, string>) => {
    const page = await keeper.get(path);
    const token = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] as string;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const { status, headers: answered } = await keeper.request('POST', path, { headers, body: new URLSearchParams({ ...fields, _csrf: token }).toString() });
    expect([path, status]).toEqual([path, 303]);
    return answered.get('location') as string;
  };
  const bring = async (version: string) => {
    const bytes = archiveOfVersion({ id: 'weather', version });
    const { headers } = await sendFile(keeper, { bytes, name: 'weather.tgz', from: '/admin/plugins' });
    return send(headers.get('location') as string, {});
  };
  const everywhere = async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => fetch(`${serving.address}/p/weather`, { headers: { connection: 'close' } })));
    return new Set(await Promise.all(all.map(async (one) => (one.status === 200 ? one.json() : one.status))));
  };

  it('plan in one process, carry out in another, and answer when all have followed', async () => {
    expect(await bring('1.0.0')).toBe('/admin/plugins/weather?done=installed&to=1.0.0');
    expect(await everywhere()).toEqual(new Set([404]));
    expect(await send('/admin/plugins/weather', { action: 'activate' })).toBe('/admin/plugins/weather?done=activated');
    expect(await everywhere()).toEqual(new Set(['1.0.0']));
    expect(await bring('1.1.0')).toBe('/admin/plugins/weather?done=updated&to=1.1.0');
    expect(await everywhere()).toEqual(new Set(['1.1.0']));
    expect(await send('/admin/plugins/weather', { action: 'deactivate' })).toBe('/admin/plugins/weather?done=deactivated');
    expect(await everywhere()).toEqual(new Set([404]));
    expect(await send('/admin/plugins/weather', { action: 'uninstall', data: 'keep', confirm: '' })).toBe('/admin/plugins?uninstalled=weather');
    expect(serving.output()).not.toContain('"level":50');
  }, 120_000);
});
