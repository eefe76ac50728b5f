import { isGalleryError } from '@picturerail/sdk';
import { pendingMigrations, readRevisions } from '#database';
import { probeStorage } from '#storage';
import type { House } from '../house.ts';
import type { Exchange, Next, Step } from './exchange.ts';

type Check = (house: House) => Promise<boolean>;

/** Without one of these the gallery cannot serve. */
const required: { readonly [name: string]: Check } = {
  database: async ({ database }) => (await readRevisions(database.read)) !== undefined,
  migrations: async ({ database, config }) => (await pendingMigrations(database, config.migrationsDir)).length === 0,
  storage: async ({ storage }) => {
    await probeStorage(storage);
    return true;
  },
};

/** A gallery serves without a plugin that fails, so that one does not take it out of service. */
const plugins: Check = async ({ kernel }) => kernel.plugins().every(({ state }) => state === 'active');

/** `/healthz`: this process answers. `/readyz`: and what it needs is there. */
export const health =
  (house: House): Step =>
  (ctx: Exchange, next: Next) => {
    if (ctx.path !== '/healthz' && ctx.path !== '/readyz') return next();
    ctx.set('Cache-Control', 'no-store');
    if (ctx.path === '/readyz') return answerReadiness(house, ctx);
    ctx.body = { status: 'ok' };
  };

/** Which check failed, and the code of what was wrong; the sentence, which may name places, stands in the log. */
async function answerReadiness(house: House, ctx: Exchange): Promise<void> {
  const found = await Promise.all(Object.entries({ ...required, plugins }).map(async ([name, check]) => [name, await resultOf(house, name, check)] as const));
  const ready = found.every(([name, result]) => result === 'ok' || name === 'plugins');
  const problems = found.filter(([, result]) => result !== 'ok' && result !== 'failed');
  ctx.status = ready ? 200 : 503;
  ctx.body = {
    status: ready ? 'ready' : 'not ready',
    checks: Object.fromEntries(found.map(([name, result]) => [name, result === 'ok' ? 'ok' : 'failed'])),
    ...(problems.length > 0 && { problems: Object.fromEntries(problems) }),
  };
}

/** `ok`, `failed`, or the code of the error that it failed with. */
async function resultOf(house: House, name: string, check: Check): Promise<string> {
  try {
    return (await check(house)) ? 'ok' : 'failed';
  } catch (error) {
    house.log.error(`The check "${name}" of /readyz failed.`, { reason: error instanceof Error ? error.message : String(error) });
    return isGalleryError(error) ? error.code : 'failed';
  }
}
