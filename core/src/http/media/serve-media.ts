import { originalPlace } from '#gallery';
import { type Derivative, isLasting } from '#media';
import type { House } from '../../house.ts';
import { pageNotFound } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { sendTo } from '../go-on.ts';
import type { Room } from '../room.ts';
import { type AllowedMedia, allowedMedia, forAdministration, forVisitors, type MediaDecision } from './allowed-media.ts';
import { derivativeBytes, originalBytes } from './find-bytes.ts';
import { setOriginalHeaders } from './original-headers.ts';
import { sendBroken } from './send-broken.ts';
import { isFresh, sendBytes } from './send-bytes.ts';
import { sendWithheld } from './send-withheld.ts';

/** `/media/<image id>/<hash>/<size>.<ext>`: rights first, then what is withheld from everybody, then the address, then what the browser has, then the bytes. */
export const serveMedia = serve(forVisitors);

/** `/admin/media/...`: the same for those who administer the gallery, of every image there is. No page but theirs names such an address. */
export const serveAdminMedia = serve(forAdministration);

function serve(decision: MediaDecision) {
  return (room: Room) => (ctx: Exchange) => serveBytes(room, ctx, decision);
}

async function serveBytes(room: Room, ctx: Exchange, decision: MediaDecision): Promise<void> {
  const allowed = await allowedMedia(room.house, ctx, decision);
  if (allowed === null) throw pageNotFound();
  if (allowed.plan.of(allowed.size).refused !== null) return sendWithheld(ctx);
  if (ctx.path !== allowed.address) return sendTo(ctx, allowed.address);
  const etag = `"${allowed.address.split('/').at(-2)}-${allowed.size}"`;
  if (isFresh(ctx, etag)) ctx.status = 304;
  else if (!(await send(room, ctx, allowed, etag))) return sendBroken(ctx);
  ctx.set('ETag', etag);
  await setCaching(room, ctx, allowed);
}

/** False where the picture cannot be decoded. */
async function send(room: Room, ctx: Exchange, allowed: AllowedMedia, etag: string): Promise<boolean> {
  const { house } = room;
  if (allowed.size === 'original') {
    if (!(await sendOriginal(house, ctx, allowed, etag))) throw pageNotFound();
    setOriginalHeaders(ctx, allowed.image);
    return true;
  }
  const original = () => originalPlace(house.gallery, allowed.image.id);
  const made = await house.media.derivative({ ...allowed.image, original }, allowed.plan, allowed.size, allowed.ext).catch(brokenOnly);
  if (made === 'broken') return false;
  if (made === null) throw pageNotFound();
  const { accelRedirect } = await house.settings.core();
  if (accelRedirect && made.path !== null) handOver(ctx, made);
  else if (!(await sendBytes(ctx, derivativeBytes(house, made, etag)))) throw pageNotFound();
  return true;
}

function brokenOnly(error: unknown): 'broken' {
  if (isLasting(error)) return 'broken';
  throw error;
}

/** Its folder may be renamed between finding and opening the file: then it is found under the other name. */
async function sendOriginal(house: House, ctx: Exchange, { image }: AllowedMedia, etag: string): Promise<boolean> {
  for (let round = 0; round < 2; round += 1) {
    const found = await originalBytes(house, image, etag);
    if (found !== null && (await sendBytes(ctx, found))) return true;
  }
  return false;
}

/** The web server in front sends the file; it may reach derivatives under this name, and nothing else. */
function handOver(ctx: Exchange, { key, mime }: Derivative): void {
  ctx.status = 200;
  ctx.body = '';
  ctx.set('Content-Type', mime);
  ctx.set('X-Accel-Redirect', `/_derivatives/${key.split('/').map(encodeURIComponent).join('/')}`);
}

async function setCaching({ house }: Room, ctx: Exchange, allowed: AllowedMedia): Promise<void> {
  const { publicMaxAge } = await house.settings.core();
  ctx.set('Cache-Control', allowed.public ? `public, max-age=${publicMaxAge}` : 'private, no-cache');
  if (!allowed.public) ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
}
