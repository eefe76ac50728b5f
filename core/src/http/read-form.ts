import { bodyIncomplete, bodyTooLarge, bodyUnsupported } from './errors.ts';
import type { Exchange } from './exchange.ts';

const limit = 256 * 1024;
const type = 'application/x-www-form-urlencoded';

/** The fields of a form; the largest hold a text of some pages. What is too large is not read to its end: the connection closes. */
export async function readForm(ctx: Exchange): Promise<URLSearchParams> {
  const announced = ctx.request.length ?? 0;
  if (announced > limit) throw tooLarge(ctx);
  if (announced === 0 && !ctx.get('Transfer-Encoding')) return new URLSearchParams();
  if (!ctx.is(type)) throw bodyUnsupported(ctx.get('Content-Type').slice(0, 100));
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    // Leaving the loop must not take the connection away, over which the refusal goes.
    for await (const part of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > limit) break;
      parts.push(part);
    }
  } catch {
    throw bodyIncomplete();
  }
  if (bytes > limit) throw tooLarge(ctx);
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

function tooLarge(ctx: Exchange) {
  ctx.set('Connection', 'close');
  return bodyTooLarge(limit);
}
