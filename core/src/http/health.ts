import { access, constants, mkdir } from 'node:fs/promises';
import { pendingMigrations, readRevisions } from '#database';
import type { House } from '../house.ts';
import type { Exchange, Next, Step } from './exchange.ts';

type Check = (house: House) => Promise<boolean>;

/** Without one of these the gallery cannot serve. They say whether, never why: the log knows that. */
const required: { readonly [name: string]: Check } = {
  database: async ({ database }) => (await readRevisions(database.read)) !== undefined,
  migrations: async ({ database, config }) => (await pendingMigrations(database, config.migrationsDir)).length === 0,
  storage: async ({ storage }) => {
    await mkdir(storage.tmpDir, { recursive: true });
    await access(storage.tmpDir, constants.W_OK);
    return true;
  },
};

/** A gallery serves without a plugin that fails, so that one does not take it out of service. */
const plugins: Check = async ({ kernel }) => kernel.plugins().every(({ state }) => state === 'active');

/** `/healthz`: this process answers. `/readyz`: and what it needs is there. */
export const health =
  (house: House): Step =>
  async (ctx: Exchange, next: Next) => {
    if (ctx.path !== '/healthz' && ctx.path !== '/readyz') return next();
    ctx.set('Cache-Control', 'no-store');
    if (ctx.path === '/healthz') ctx.body = { status: 'ok' };
    else await answerReadiness(house, ctx);
  };

async function answerReadiness(house: House, ctx: Exchange): Promise<void> {
  const found = await Promise.all(Object.entries({ ...required, plugins }).map(async ([name, check]) => [name, await passes(house, name, check)] as const));
  const ready = found.every(([name, passed]) => passed || name === 'plugins');
  ctx.status = ready ? 200 : 503;
  ctx.body = { status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(found.map(([name, passed]) => [name, passed ? 'ok' : 'failed'])) };
}

async function passes(house: House, name: string, check: Check): Promise<boolean> {
  try {
    return await check(house);
  } catch (error) {
    house.log.error(`The check "${name}" of /readyz failed.`, { reason: String(error) });
    return false;
  }
}
