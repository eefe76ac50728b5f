import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlbumData, Log, PageData } from '@picturerail/sdk';
import Koa from 'koa';
import { built, type Config, type House } from '../rooms.ts';
import { type Captured, capture, type ToCapture } from './capture.ts';
import { plainDriver, type Run } from './plain-driver.ts';

/** What the process that serves controls tells who started it. */
export interface ControlReady {
  readonly port: number;
  /** In the order in which they were asked for; the control of the first page is at `/0`. */
  readonly pages: readonly { readonly statements: number; readonly bytes: number }[];
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Controls: koa, the gallery's own statements by the plain driver, its own template with the data that the gallery made. They have no
 * sessions, hooks or menus, read rows without making anything of them, and so do less than any gallery could.
 */
async function serve(wanted: readonly ToCapture[]): Promise<ControlReady> {
  const { readConfig }: { readConfig(): Config } = await import(built('config/index.js'));
  const { openHouse }: { openHouse(config: Config, role: 'web', log: Log): Promise<House> } = await import(built('main.js'));
  const pages = await captureAll(await openHouse(readConfig(), 'web', silent), wanted);
  // Without plugins, so that rendering asks no slots.
  const house = await openHouse({ ...readConfig(), safeMode: true }, 'web', silent);
  const server = createServer(controls(house, pages, await plainDriver(house.config)).callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, pages: pages.map(({ statements, bytes }) => ({ statements: statements.length, bytes })) };
}

/** With the statements of the plugins that are active, as the gallery that is measured has them. */
async function captureAll(house: House, wanted: readonly ToCapture[]): Promise<Captured[]> {
  const pages: Captured[] = [];
  for (const one of wanted) pages.push(await capture(house, one));
  await house.close();
  return pages;
}

function controls(house: House, pages: readonly Captured[], run: Run): Koa {
  for (const { data } of pages) Object.defineProperty(data, 'csrf', { value: 'not measured' });
  const app = new Koa();
  app.use(async (ctx) => {
    const page = pages[Number(ctx.path.slice(1))];
    if (!page) return;
    for (const statement of page.statements) await run(statement);
    ctx.body = await house.theme.render(page.template as 'album', page.data as PageData & AlbumData);
    ctx.type = 'text/html; charset=utf-8';
  });
  return app;
}

process.once('message', async (wanted: readonly ToCapture[]) => process.send?.(await serve(wanted)));
