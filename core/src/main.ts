import { pathToFileURL } from 'node:url';
import type { Log } from '@picturerail/sdk';
import { catchUp, createAccounts } from '#accounts';
import { type Config, derivedKey, readConfig } from '#config';
import { databaseContribution, migrate, openDatabase } from '#database';
import { createGallery } from '#gallery';
import { createTexts, i18nContribution } from '#i18n';
import { createIntake, defineOriginals, definePurged, imagesContribution } from '#intake';
import { createJobs, jobsContribution } from '#jobs';
import { createKernel, discoverPackages, startPlugins } from '#kernel';
import { createMedia, stepsOf } from '#media';
import { configFor, createLog, failToStart, readArguments, runJob, runSupervisor, runWeb } from '#processes';
import { createSettings, settingsContribution } from '#settings';
import { openStorage, prepareStorage } from '#storage';
import { assetsContribution, createAssets, createTheme, followSettings } from '#theme';
import type { House, Role } from './house.ts';

export * as accounts from '#accounts';
export * as config from '#config';
export * as database from '#database';
export * as gallery from '#gallery';
export * as http from '#http';
export * as intake from '#intake';
export * as kernel from '#kernel';
export * as processes from '#processes';
export { examine } from './examine.ts';
export type { House, Role };

/**
 * Composes one process (`#room` is core/src/room). Each room receives those above it; one needed earlier is handed over
 * as a function, called when all are there. Plugins start last; `maintenance` is the command line without them.
 */
export async function openHouse(config: Config, role: Role, log: Log = createLog(config.logLevel, { process: role })): Promise<House> {
  const { safeMode } = config;
  const database = await openDatabase(config.database);
  if (role !== 'maintenance') await migrate(database, config.migrationsDir);
  const settings = createSettings({ database, key: derivedKey(config, 'settings'), log });
  const texts = createTexts({ dir: config.localesDir });
  const storage = openStorage(config);
  await prepareStorage(storage);
  const jobs = createJobs({ database, log, prepare: () => catchUp(accounts) });
  const assets = createAssets();
  const discovery = await discoverPackages(config.packagesDirs);
  const contributions = [databaseContribution(database), settingsContribution(settings), i18nContribution(texts), jobsContribution(jobs)];
  const kernel = createKernel({ log, contributions: [...contributions, assetsContribution(assets), (scope) => imagesContribution(intake)(scope)] });
  const { hooks, slots } = kernel;
  const gallery = createGallery({ database, hooks, jobs, originals: storage.originals, log });
  const accounts = createAccounts({ database, gallery, settings, key: derivedKey(config, 'accounts'), log });
  const media = createMedia({ storage, database, settings: () => settings.core(), key: derivedKey(config, 'media'), ...stepsOf(hooks), log });
  const intake = createIntake({ database, gallery, media, storage, hooks, jobs, log });
  defineOriginals(intake);
  definePurged(intake);
  const theme = createTheme({ packages: discovery.packages, slots, texts, assets, log });
  if (role !== 'maintenance') {
    await followSettings({ settings, theme, texts, log, safeMode });
    await startPlugins(kernel, { database, discovery, log, safeMode });
  }
  const close = async () => {
    await kernel.stop();
    await media.close();
    await database.close();
  };
  return { config, log, database, settings, texts, storage, jobs, discovery, kernel, gallery, accounts, media, intake, assets, theme, close };
}

/** The supervisor, or a process that it has forked. */
export async function start(words: readonly string[]): Promise<void> {
  try {
    const given = readArguments(words);
    const config = configFor(readConfig(), given);
    const { role } = given;
    if (role === 'supervisor') return await runSupervisor(config, import.meta.filename);
    await (role === 'web' ? runWeb : runJob)(() => openHouse(config, role));
  } catch (error) {
    await failToStart(error);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await start(process.argv.slice(2));
