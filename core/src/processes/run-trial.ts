import { once } from 'node:events';
import type { Config } from '#config';
import { endAfter } from '#runtime';
import type { House } from '../house.ts';
import { reportAndWait } from './messages.ts';

/** Migrations, `lifecycle.update` (60 s), `setup` and `health` (5 s each), of the plugins it needs too. */
export const trialMs = 180_000;

/** What a process that tries a copy is told. */
export interface TrialOrder {
  readonly config: Config;
  readonly id: string;
  /** Null: the bundled copy. */
  readonly folder: string | null;
}

/** Starts a plugin, or compiles a theme, where nobody is served, and says whether it works. */
export async function runTrial(open: (config: Config) => Promise<House>): Promise<void> {
  // By then the parent has ended it, if there still is one.
  endAfter(trialMs + 5_000);
  const [{ config, id, folder }] = (await once(process, 'message')) as [TrialOrder];
  const house = await open({ ...config, secretKey: Buffer.from(config.secretKey) });
  const problem = await problemOf(house, id, folder);
  await reportAndWait({ type: 'tried', problem });
  await house.close();
  process.exit(0);
}

async function problemOf({ registry, theme }: House, id: string, folder: string | null): Promise<string | null> {
  const { packages, state } = await registry.trial(id, folder);
  const copy = packages.find((one) => one.id === id);
  if (!copy) return `there is no copy "${folder ?? 'that came with the gallery'}" of "${id}".`;
  if (copy.kind === 'theme') {
    theme.follow(packages);
    return theme.list().find((one) => one.id === id)?.problem ?? null;
  }
  return state?.state === 'active' ? null : (state?.reason ?? 'it was not started.');
}
