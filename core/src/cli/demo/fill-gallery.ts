import { randomBytes } from 'node:crypto';
import { completeSetup, createSetupToken } from '#accounts';
import type { Config } from '#config';
import { importFolder } from '#intake';
import { activatePlugin } from '#kernel';
import { createLog } from '#processes';
import type { House } from '../../house.ts';
import type { Cli } from '../cli.ts';
import { importProgress } from '../import-progress.ts';
import { summaryLines } from '../import-summary.ts';
import { say } from '../terminal.ts';

export interface FillOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** All plugins, a webmaster, everyone for visitors, and the pictures of a folder. */
export async function fillGallery(cli: Cli, config: Config, { folder, signal }: FillOptions): Promise<void> {
  const { openHouse } = await import('../../main.ts');
  const house = await openHouse(config, 'command', createLog(config.logLevel, { process: 'demo', stderr: true }));
  try {
    await activateAll(house);
    const password = randomBytes(9).toString('base64url');
    const token = await createSetupToken(house.accounts);
    if (token !== null) await completeSetup(house.accounts, token, { name: 'demo', password, galleryName: 'Picturerail', access: 'public' });
    const progress = importProgress(cli.terminal);
    const summary = await importFolder(house.intake, folder, { signal, own: [config.dataDir], onEntry: progress.show }).finally(progress.stop);
    for (const line of summaryLines(summary)) say(cli.terminal, line);
    say(cli.terminal, `Sign in as "demo" with the password "${password}".`);
  } finally {
    await house.close();
  }
}

async function activateAll(house: House): Promise<void> {
  const { discovery } = await house.registry.look();
  for (const { id, kind } of discovery.packages) if (kind === 'plugin') await activatePlugin(house, id);
  await house.registry.follow();
}
