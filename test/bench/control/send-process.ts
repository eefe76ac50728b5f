import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { built, type Config } from '../rooms.ts';
import { plainDriver } from './plain-driver.ts';

const file = process.argv[2] ?? '';
const imageId = Number(process.argv[3]);

/** The control of bytes: koa, one query by primary key, and the file as a stream with the headers that a file server sends. */
const { readConfig }: { readConfig(): Config } = await import(built('config/index.js'));
const run = await plainDriver(readConfig());
const statement = { text: 'SELECT * FROM images WHERE id = ?', params: [imageId] };
const app = new Koa();
// A measurement ends in the middle of answers.
app.silent = true;
app.use(async (ctx) => {
  const [row] = await run(statement);
  if (row === undefined) return;
  const { size, mtime } = await stat(file);
  ctx.set('Last-Modified', mtime.toUTCString());
  ctx.set('Cache-Control', 'public, max-age=3600');
  ctx.etag = `${size.toString(16)}-${mtime.getTime().toString(16)}`;
  ctx.status = 200;
  ctx.type = 'jpg';
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.length = size;
  ctx.body = createReadStream(file);
});
const server = createServer(app.callback()).listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
