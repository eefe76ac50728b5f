import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { examine } from '@picturerail/core';
import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commanded } from './command.ts';
import { putPicture } from './pictures.ts';
import { openProxy, type TcpProxy } from './tcp-proxy.ts';

const server = process.env.TEST_DATABASE_URL;
const awayMs = Number(process.env.OUTAGE_MS ?? 600);

async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (const until = performance.now() + 30_000; performance.now() < until; await delay(100)) if (await look()) return;
  throw new Error('What was waited for did not come.');
}

describe.skipIf(server === undefined)('while MariaDB is away', () => {
  let line: TcpProxy;
  let gallery: TestGallery;
  let image: number;
  const page = (address: string, headers?: Record<string, string>) => gallery.visitor().get(address, headers);

  beforeAll(async () => {
    line = await openProxy(server as string);
    gallery = await startGallery({ server: line.url, env: { LOG_LEVEL: 'silent' } });
    image = await gallery.image(await gallery.album('Summer'), { title: 'sea' });
    await gallery.jobs.run();
  });
  afterAll(async () => {
    await line.restore();
    await gallery.close();
    await line.close();
  });

  it('pages, pictures and sign-in answer 503 at once, in the language of who asks and without naming a machine', async () => {
    const picture = /\/media\/[^"\s]+/.exec((await page(`/images/${image}/sea`)).text)?.[0] ?? 'none';
    expect((await page(picture)).status).toBe(200);
    await line.cut();
    for (const address of ['/', '/newest', `/images/${image}/sea`, '/account/sign-in', picture]) {
      const { status, headers, text } = await page(address);
      expect([address, status]).toEqual([address, 503]);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(text).not.toMatch(/127\.0\.0\.1|ECONN|mysql/);
    }
    expect((await page('/')).text).toContain('cannot reach its database just now');
    expect((await page('/', { 'accept-language': 'de' })).text).toContain('erreicht ihre Datenbank gerade nicht');
    expect((await page('/healthz')).status).toBe(200);
    const ready = await page('/readyz');
    expect([ready.status, JSON.parse(ready.text).problems.database]).toEqual([503, 'database-unreachable']);
  });

  it('everything goes on by itself once it is back, jobs too', { timeout: 60_000 + awayMs }, async () => {
    const stop = new AbortController();
    const work = gallery.house.jobs.work({ signal: stop.signal });
    await delay(awayMs);
    expect((await page('/')).status).toBe(503);
    await line.restore();
    await eventually(async () => (await page('/')).status === 200);
    expect((await page('/readyz')).status).toBe(200);
    await gallery.image(await gallery.album('Winter'), { title: 'snow' });
    await eventually(async () => (await gallery.house.jobs.counts()).waiting === 0 && (await gallery.house.jobs.counts()).running === 0);
    stop.abort();
    await work;
    expect(await examine(gallery.house)).toEqual([]);
  });

  it('a connection that is killed costs the transaction on it, which leaves nothing', async () => {
    const { database } = gallery.house;
    const killed = database.transaction(async (tx) => {
      await tx.run(`INSERT INTO settings (owner, scope, name, revision) VALUES ('core', 'gallery', 'half', 0)`);
      const { id } = (await tx.get<{ id: number }>('SELECT CONNECTION_ID() AS id')) as { id: number };
      await database.read.run(`KILL ${id}`).catch(() => undefined);
      await tx.run(`INSERT INTO settings (owner, scope, name, revision) VALUES ('core', 'gallery', 'whole', 0)`);
    });
    await expect(killed).rejects.toMatchObject({ code: 'database-unreachable', status: 503 });
    expect(await database.read.all(`SELECT name FROM settings WHERE name IN ('half', 'whole')`)).toEqual([]);
  });

  it('a database that hangs is answered for after ten seconds', async () => {
    line.freeze();
    const { status, text } = await page('/');
    expect([status, text.includes('cannot reach its database')]).toEqual([503, true]);
    await line.restore();
    await eventually(async () => (await page('/')).status === 200);
  });

  it('an import says so once and ends, and the next run finishes it', async () => {
    const photos = await mkdtemp(path.join(tmpdir(), 'picturerail-photos-'));
    const place = await commanded(line.url);
    for (let n = 0; n < 30; n += 1) await putPicture(path.join(photos, 'album', `${n}.jpg`), n);
    const { child, over } = place.begin(['import', photos]);
    const counts = async () => (await place.json<{ images: number }[]>(['album', 'list']))[0]?.images ?? 0;
    // It has begun once its working folder holds something.
    await eventually(async () => child.exitCode !== null || (await readdir(path.join(place.dataDir, 'tmp')).catch(() => [])).length > 0);
    await line.cut();
    const { code, err } = await over;
    await line.restore();
    expect(code).toBe(1);
    expect(err.match(/database/gi)?.length).toBe(1);
    await place.json(['import', photos]);
    expect(await counts()).toBe(30);
    expect((await place.run(['doctor'])).out).toBe('Nothing is wrong.\n');
    await place.remove();
    await rm(photos, { recursive: true });
  });
});

it('while another program holds the lock of SQLite, pages are served and writing waits for its turn', async () => {
  const gallery = await startGallery();
  const image = await gallery.image(await gallery.album('Summer'), { title: 'sea' });
  const file = path.join(gallery.dir, 'gallery.sqlite');
  const program = `const { DatabaseSync } = await import('@photostructure/sqlite'); const db = new DatabaseSync(${JSON.stringify(file)}); db.exec('BEGIN IMMEDIATE'); console.log('held'); process.stdin.once('data', () => { db.exec('ROLLBACK'); process.exit(0); });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'], cwd: path.resolve('core') });
  await once(holder.stdout, 'data');
  const visitor = gallery.visitor();
  let wrote = false;
  const writing = gallery.album('Winter').then(() => {
    wrote = true;
  });
  for (const address of ['/', `/images/${image}/sea`, '/newest']) expect((await visitor.get(address)).status).toBe(200);
  expect(wrote).toBe(false);
  holder.stdin.write('go on');
  await writing;
  expect((await visitor.get('/')).text).toContain('Winter');
  await gallery.close();
});
