import { readFile } from 'node:fs/promises';
import { readRevisions } from '#database';
import type { AssetFile } from '#theme';
import type { House } from '../house.ts';
import { pageNotFound } from './errors.ts';
import { type Exchange, isSafe, type Next, type Step } from './exchange.ts';

/** Files of themes and plugins. Their addresses change with their content, so they are kept for good. */
export function serveAssets(house: Pick<House, 'assets' | 'database' | 'registry'>): Step {
  const find = finder(house);
  return (ctx: Exchange, next: Next) => (ctx.path.startsWith('/assets/') && isSafe(ctx.method) ? sendAsset(find, ctx) : next());
}

type Find = (path: string) => Promise<AssetFile | undefined>;

/** The page that asks may come from a process that follows the registry sooner: where an address is new, this one follows first. */
function finder({ assets, database, registry }: Pick<House, 'assets' | 'database' | 'registry'>): Find {
  let standsAt = -1;
  let following: Promise<unknown> | null = null;
  const catchUp = async () => {
    const { registry: revision } = await readRevisions(database.read);
    if (revision === standsAt) return;
    following ??= registry.follow().finally(() => {
      following = null;
    });
    await following;
    standsAt = revision;
  };
  return async (path) => {
    const found = assets.at(path);
    if (found?.immutable) return found;
    await catchUp();
    return assets.at(path);
  };
}

async function sendAsset(find: Find, ctx: Exchange): Promise<void> {
  const found = await find(decoded(ctx.path));
  if (!found) throw pageNotFound();
  ctx.body = await contentOf(found.file);
  ctx.set('Content-Type', found.type);
  ctx.set('Cache-Control', found.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** The folder of an earlier version is removed some time after an update. */
async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? pageNotFound() : error;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw pageNotFound();
  }
}
