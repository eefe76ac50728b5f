import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from '@picturerail/sdk';
import { catchUp, createAccounts } from '#accounts';
import { migrateSafely } from '#backup';
import { type Config, derivedKey } from '#config';
import { openDatabase } from '#database';
import { createGallery, imagesInScopes } from '#gallery';
import { createTexts } from '#i18n';
import { createIntake, defineIntakeJobs } from '#intake';
import { createJobs } from '#jobs';
import { createKernel, createProtections, createRegistry, createSupervision, discoverPackages, type Supervision } from '#kernel';
import { createMailer } from '#mail';
import { createMedia, stepsOf } from '#media';
import { createLog, startProcess } from '#processes';
import { createRoutes } from '#routes';
import { createSettings } from '#settings';
import { openStorage, prepareStorage } from '#storage';
import { createAssets, createTheme, followSettings } from '#theme';
import { defineUpkeepJobs } from '#upkeep';
import { contributionsOf, dutiesOf } from './contributions.ts';
import type { House, Role } from './house.ts';

export * as accounts from '#accounts';
export * as backup from '#backup';
export * as config from '#config';
export * as database from '#database';
export * as gallery from '#gallery';
export * as http from '#http';
export * as intake from '#intake';
export * as kernel from '#kernel';
export * as processes from '#processes';
export { examine } from '#upkeep';
export type { House, Role };

/**
 * Composes one process (`#room` is core/src/room). Each room receives those above it; one needed earlier is handed over
 * as a function, called when all are there. Plugins start last; `maintenance` is the command line without them.
 */
export async function openHouse(config: Config, role: Role, log: Log = createLog(config.logLevel, { process: role }), given?: Supervision): Promise<House> {
  const supervision = given ?? createSupervision({ dataDir: config.dataDir, log });
  const database = await openDatabase(config.database);
  if (role !== 'maintenance') await migrateSafely(database, config);
  const settings = createSettings({ database, key: derivedKey(config, 'settings'), log });
  const texts = createTexts({ dir: config.localesDir });
  const storage = await prepareStorage(openStorage(config));
  const jobs = createJobs({ database, log, prepare: () => catchUp(accounts) });
  const mail = createMailer({ settings: () => settings.core(), queue: jobs, baseUrl: config.baseUrl, log });
  const assets = createAssets();
  const routes = createRoutes();
  const contributions = contributionsOf({ database, settings, texts, jobs, mail, assets, routes, later: () => ({ gallery, intake, accounts }) });
  const kernel = createKernel({ log, counters: supervision, contributions });
  const pluginsDir = join(config.dataDir, 'plugins');
  const registry = createRegistry({ ...config, pluginsDir, kernel, database, duties: dutiesOf({ config, settings, jobs }), supervision, log });
  const protections = createProtections({ database, kernel });
  const gallery = createGallery({ database, hooks: kernel.hooks, jobs, originals: storage.originals, log });
  const post = { mail, texts, jobs };
  const accounts = createAccounts({ database, gallery, settings, registry, protections, post, key: derivedKey(config, 'accounts'), log });
  const steps = stepsOf({ hooks: kernel.hooks, protections, within: imagesInScopes(gallery) });
  const media = createMedia({ storage, database, settings: () => settings.core(), key: derivedKey(config, 'media'), ...steps, log });
  const intake = createIntake({ database, gallery, media, storage, hooks: kernel.hooks, jobs, settings: () => settings.core(), log });
  defineIntakeJobs(intake);
  const theme = createTheme({ packages: (await discoverPackages(config.packagesDirs)).packages, slots: kernel.slots, texts, assets, log });
  if (role !== 'maintenance') {
    if (!config.safeMode) registry.followed(({ packages }) => theme.follow(packages));
    await registry.follow();
    await followSettings({ settings, theme, texts, log, safeMode: config.safeMode });
  }
  const close = async () => {
    for (const end of [registry.close, media.close, database.close]) await end();
  };
  const rooms = { config, log, database, settings, texts, mail, storage, jobs, kernel, registry, gallery, accounts, media, intake, assets, theme, routes };
  return defineUpkeepJobs({ ...rooms, close });
}

/** The supervisor, or a process that was forked from this file. */
export const start = (words: readonly string[]): Promise<void> => startProcess(words, { entry: import.meta.filename, open: openHouse });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await start(process.argv.slice(2));
