import { isGalleryError, type Lifecycle, type Maybe, type Plugin, type Rail } from '@picturerail/sdk';
import { phaseFailed, tookTooLong } from './errors.ts';
import { attribute } from './hooks/attribution.ts';
import type { Deadlines } from './hooks/deadlines.ts';
import type { StartOptions } from './kernel-types.ts';
import type { Package } from './packages/package.ts';
import type { Scope } from './scope.ts';

const limits = { setup: 5_000, 'lifecycle.install': 60_000, 'lifecycle.activated': 60_000, onDispose: 5_000 } as const;
type Phase = keyof typeof limits;

/** Runs a moment of a plugin's life: attributed, and for no longer than it may take. */
export type RunPhase = (plugin: string, phase: Phase, run: () => Maybe<void>) => Promise<void>;

export const createRunPhase =
  (deadlines: Deadlines): RunPhase =>
  async (plugin, phase, run) => {
    const made = (async () => attribute({ plugin, where: phase }, run))();
    await deadlines.within(deadlines.begin(plugin), made, limits[phase], () => tookTooLong(plugin, phase, limits[phase]));
  };

export interface StartPlugin {
  readonly plugin: Package;
  readonly code: Plugin;
  readonly scope: Scope;
  readonly rail: Rail;
  readonly runPhase: RunPhase;
  readonly options: StartOptions;
}

/**
 * One plugin from its loaded code to its registrations being in force. Rejects with a sentence where it cannot be
 * started; the caller disposes the scope then, and nothing of the plugin was ever to be seen.
 */
export async function startPlugin({ plugin, code, scope, rail, runPhase, options }: StartPlugin): Promise<void> {
  const { id } = plugin;
  const step = async (name: string, run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      throw isGalleryError(error) && error.message.startsWith(`The plugin "${id}"`) ? error : phaseFailed(id, name, error);
    }
  };
  const moment = (name: 'install' | 'activated') => () => {
    const run = code.lifecycle?.[name] as Lifecycle<unknown>[typeof name];
    return run ? runPhase(id, `lifecycle.${name}`, () => run.call(code.lifecycle, rail)) : Promise.resolve();
  };

  await step('its migrations', async () => options.migrate?.(plugin));
  await step('lifecycle.install', async () => options.install?.(plugin, moment('install')));
  await step('setup', () => runPhase(id, 'setup', () => code.setup(rail)));
  await step('its registrations', async () => scope.commit());
  // It runs already: what it could not catch up with is tried again at the next start.
  await step('lifecycle.activated', async () => options.activated?.(plugin, moment('activated'))).catch((error) => scope.log.error(error.message, { error }));
}
