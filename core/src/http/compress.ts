import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Exchange, Next, Step } from './exchange.ts';

const leastBytes = 1_000;
const compressible = /^(text\/(html|css|javascript|plain)|application\/(json|problem\+json|manifest\+json)|image\/svg\+xml)$/;

/** At quality 4 brotli is about as quick as gzip and a fifth smaller; the small window spares memory for pages of this size. */
const brotli = promisify(brotliCompress);
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 } };
const encoders: { readonly [encoding: string]: (bytes: Buffer) => Promise<Buffer> } = { br: (bytes) => brotli(bytes, options), gzip: promisify(gzip) };

/** Compresses pages and other texts that are whole in memory; never a stream, so never bytes of an image. */
export const compress: Step = (ctx: Exchange, next: Next) => (ctx.path.startsWith('/media/') ? next() : compressAfter(ctx, next));

async function compressAfter(ctx: Exchange, next: Next): Promise<void> {
  await next();
  const { body } = ctx;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return;
  if (!compressible.test(ctx.response.type) || ctx.res.hasHeader('ETag')) return;
  ctx.vary('Accept-Encoding');
  if (ctx.get('Accept-Encoding') === '') return;
  const encoding = ['br', 'gzip'].find((one) => ctx.acceptsEncodings(one) === one);
  const encode = encoders[encoding ?? ''];
  if (!encode || ctx.method === 'HEAD') return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (bytes.length < leastBytes) return;
  const type = ctx.response.get('Content-Type');
  ctx.body = await encode(bytes);
  ctx.set('Content-Type', type);
  ctx.set('Content-Encoding', encoding as string);
}
