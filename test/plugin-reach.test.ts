import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSmtp, type TestSmtp } from '../core/src/mail/testing.ts';

const packagesDirs = [join(import.meta.dirname, 'plugins')];

describe.each(testServers())('what a plugin reaches beyond its own tables on $name', ({ server }) => {
  let gallery: TestGallery;
  let smtp: TestSmtp;
  let asked: string[];
  const weather = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(`rain ${asked.length}`);
  });
  const ask = async (path: string) => {
    const { status, text } = await gallery.visitor().get(`/p/with-reach${path}`);
    return { status, text, json: status === 200 ? (JSON.parse(text) as unknown) : null };
  };
  const weatherAt = (host: string) => `/weather?at=${encodeURIComponent(`http://${host}:${(weather.address() as AddressInfo).port}/today`)}`;

  beforeAll(async () => {
    await new Promise<void>((resolve) => weather.listen(0, '127.0.0.1', resolve));
    gallery = await startGallery({ server, packagesDirs, plugins: ['with-reach'] });
  });
  beforeEach(async () => {
    asked = [];
    smtp = await startSmtp();
  });
  afterEach(() => smtp.close());
  afterAll(async () => {
    await gallery.close();
    weather.close();
  });

  it('what it remembers by name outlives a restart', async () => {
    expect([(await ask('/count')).json, (await ask('/count')).json]).toEqual([{ visits: 1 }, { visits: 2 }]);
    await gallery.restart();
    expect((await ask('/count')).json).toEqual({ visits: 3 });
  });

  it('what it heard elsewhere is kept for a while, in this process', async () => {
    expect([(await ask(weatherAt('127.0.0.1'))).json, (await ask(weatherAt('127.0.0.1'))).json]).toEqual([{ weather: 'rain 1' }, { weather: 'rain 1' }]);
    await gallery.restart();
    expect((await ask(weatherAt('127.0.0.1'))).json).toEqual({ weather: 'rain 2' });
    expect(asked).toEqual(['/today', '/today']);
  });

  it('a host that its manifest does not name is not asked, and visitors learn nothing of it', async () => {
    const { status, text } = await ask(weatherAt('localhost'));
    expect(status).toBe(500);
    expect(text).not.toContain('without having said so');
    expect(asked).toEqual([]);
  });

  it('what it writes to people leaves by a job, with its transaction or not at all', async () => {
    expect(await ask('/write')).toMatchObject({ status: 409, text: expect.stringContaining('No message can be sent') });
    await gallery.house.settings.set('core', 'gallery', { 'mail.smtpUrl': `smtp://127.0.0.1:${smtp.port}`, 'mail.from': 'gallery@example.org' });
    expect((await ask('/write')).json).toEqual({ ready: true });
    expect((await ask('/write?undo')).status).toBe(500);
    await gallery.jobs.run();
    expect(smtp.received.map(({ from, to }) => [from, ...to])).toEqual([['gallery@example.org', 'ana@example.org']]);
    expect(smtp.received[0]?.raw).toMatch(/^From: "?Test gallery"? <gallery@example.org>\r$/m);
  });

  it('no message with a link leaves while nobody has said where the gallery is reached', async () => {
    await gallery.house.settings.set('core', 'gallery', { 'mail.smtpUrl': `smtp://127.0.0.1:${smtp.port}`, 'mail.from': 'gallery@example.org' });
    expect(await ask('/write?link')).toMatchObject({ status: 409, text: expect.stringContaining('set BASE_URL') });
    await gallery.jobs.run();
    expect(smtp.received).toEqual([]);
  });
});
