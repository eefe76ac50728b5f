import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Exchange } from '../exchange.ts';
import { byteRange } from './byte-range.ts';

/** Something that can be sent. */
export interface Bytes {
  readonly bytes: number;
  readonly mime: string;
  /** Strong, quoted. */
  readonly etag: string;
  /** Null where it vanished meanwhile. */
  open(range?: { readonly start: number; readonly end: number }): Promise<Readable | Buffer | null>;
}

/** Answers with bytes or a part of them; HEAD with the same headers. False where they have vanished. */
export async function sendBytes(ctx: Exchange, found: Bytes): Promise<boolean> {
  const range = byteRange(ctx.get('Range'), ctx.get('If-Range'), found);
  if (ctx.method !== 'HEAD') await turnOf(ctx);
  const body = ctx.method === 'HEAD' ? undefined : await found.open(range ?? undefined);
  if (body === null) return false;
  ctx.status = range ? 206 : 200;
  if (body !== undefined) ctx.body = body;
  ctx.set('Accept-Ranges', 'bytes');
  ctx.set('ETag', found.etag);
  ctx.set('Content-Type', found.mime);
  ctx.set('Content-Length', String(range ? range.end - range.start + 1 : found.bytes));
  if (range) ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${found.bytes}`);
  return true;
}

/**
 * Requests that came together over one connection are answered one by one. Who waits for his turn holds no file open:
 * where the connection ends before, nothing would ever close it.
 */
async function turnOf({ res }: Exchange): Promise<void> {
  if (!res.socket) await once(res, 'socket');
}

/** Whether the client has just this version; to be asked only after the viewer's rights. */
export function isFresh(ctx: Exchange, etag: string): boolean {
  const known = ctx.get('If-None-Match');
  return known === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
