import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageData } from '@picturerail/sdk';
import type Koa from 'koa';
import { built, type House } from '../rooms.ts';
import { recordStatements, type Statement } from './statement.ts';

/** A page, and with which headers it is asked for. */
export interface ToCapture {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One answer of the gallery, taken apart. */
export interface Captured {
  readonly template: string;
  readonly data: PageData;
  readonly statements: readonly Statement[];
  readonly bytes: number;
}

/** Lets the gallery itself answer once, warm, and notes which statements it makes and what it hands to which template. */
export async function capture(house: House, { path, headers }: ToCapture): Promise<Captured> {
  const { createApp }: { createApp(house: House): Koa } = await import(built('http/index.js'));
  const server = createServer(createApp(house).callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  await ask(url, headers);
  const render = house.theme.render;
  const seen: { template: string; data: PageData }[] = [];
  Object.assign(house.theme, {
    render: (...args: Parameters<typeof render>) => {
      seen.push({ template: args[0], data: args[1] });
      return render(...args);
    },
  });
  let bytes = 0;
  const statements = await recordStatements(house.database, async () => {
    bytes = await ask(url, headers);
  });
  Object.assign(house.theme, { render });
  server.close();
  const [page] = seen;
  if (!page) throw new Error(`"${url}" was answered without a template.`);
  return { ...page, statements, bytes };
}

async function ask(url: string, headers: ToCapture['headers']): Promise<number> {
  const answer = await fetch(url, { headers, redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`"${url}" answered ${answer.status}; the page to measure has to answer 200.`);
  return (await answer.arrayBuffer()).byteLength;
}
