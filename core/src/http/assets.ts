import { readFile } from 'node:fs/promises';
import type { House } from '../house.ts';
import { pageNotFound } from './errors.ts';
import { type Exchange, isSafe, type Next, type Step } from './exchange.ts';

/** Files of themes and plugins. Their addresses change with their content, so they are kept for good. */
export const serveAssets =
  ({ assets }: Pick<House, 'assets'>): Step =>
  (ctx: Exchange, next: Next) =>
    ctx.path.startsWith('/assets/') && isSafe(ctx.method) ? sendAsset(assets, ctx) : next();

async function sendAsset(assets: House['assets'], ctx: Exchange): Promise<void> {
  const found = assets.at(decoded(ctx.path));
  if (!found) throw pageNotFound();
  ctx.body = await readFile(found.file);
  ctx.set('Content-Type', found.type);
  ctx.set('Cache-Control', found.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw pageNotFound();
  }
}
