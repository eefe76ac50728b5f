import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlbumData, Log, PageData } from '@picturerail/sdk';
import Koa from 'koa';
import { built, type Config, type House } from '../rooms.ts';
import { type Captured, capture } from './capture.ts';
import { plainDriver } from './plain-driver.ts';

/** What the process that serves the control tells who started it. */
export interface ControlReady {
  readonly port: number;
  readonly statements: number;
  readonly bytes: number;
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * The control: koa, the gallery's own statements by the plain driver, its own template with the data that the gallery made. It has no
 * sessions, hooks or menus, reads its rows without making anything of them, and so does less than any gallery could.
 */
async function serve(path: string): Promise<void> {
  const { readConfig }: { readConfig(): Config } = await import(built('config/index.js'));
  const { openHouse }: { openHouse(config: Config, role: 'web', log: Log): Promise<House> } = await import(built('main.js'));
  const config = { ...readConfig(), safeMode: true };
  const house = await openHouse(config, 'web', silent);
  const page = await capture(house, path);
  const server = createServer((await control(house, page)).callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ready: ControlReady = { port: (server.address() as AddressInfo).port, statements: page.statements.length, bytes: page.bytes };
  process.send?.(ready);
}

async function control(house: House, { template, data, statements }: Captured): Promise<Koa> {
  const run = await plainDriver(house.config);
  Object.defineProperty(data, 'csrf', { value: 'not measured' });
  const app = new Koa();
  app.use(async (ctx) => {
    for (const statement of statements) await run(statement);
    ctx.body = await house.theme.render(template as 'album', data as PageData & AlbumData);
    ctx.type = 'text/html; charset=utf-8';
  });
  return app;
}

await serve(process.argv[2] ?? '/');
