import { savedName } from '#media';
import type { Exchange } from '../exchange.ts';

/** What browsers show as a picture and never run. */
const inert = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/tiff', 'image/heic', 'image/heif', 'image/jxl']);

/** Headers of an original: its name for who saves it, and no chance for what a browser might run. */
export function setOriginalHeaders(ctx: Exchange, { mime, fileName }: { readonly mime: string; readonly fileName: string }): void {
  ctx.set('Content-Disposition', `${inert.has(mime) ? 'inline' : 'attachment'}; ${nameOf(savedName(fileName, mime))}`);
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'");
}

/** RFC 6266: ASCII for old clients, UTF-8 for the others. */
export function nameOf(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const utf8 = encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return ascii === fileName ? `filename="${ascii}"` : `filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
