import { isGalleryError, type Maybe, type Plugin, type Rail } from '@picturerail/sdk';
import { phaseFailed, tookTooLong } from './errors.ts';
import { attribute } from './hooks/attribution.ts';
import type { Deadlines } from './hooks/deadlines.ts';
import type { StartOptions } from './kernel-types.ts';
import type { Package } from './packages/package.ts';
import type { Scope } from './scope.ts';
import { placesOf, sourceLine } from './source-line.ts';

const limits = {
  setup: 5_000,
  'lifecycle.install': 60_000,
  'lifecycle.update': 60_000,
  'lifecycle.activated': 60_000,
  'lifecycle.uninstall': 60_000,
  'lifecycle.health': 5_000,
  onDispose: 5_000,
} as const;
export type Phase = keyof typeof limits;

/** Runs a moment of a plugin's life: attributed, and for no longer than it may take. */
export type RunPhase = (of: { readonly plugin: string; readonly owner: string }, phase: Phase, run: () => Maybe<void>) => Promise<void>;

export const createRunPhase =
  (deadlines: Deadlines): RunPhase =>
  async ({ plugin, owner }, phase, run) => {
    const made = (async () => attribute({ plugin, where: phase }, run))();
    await deadlines.within(deadlines.begin(owner), made, limits[phase], () => tookTooLong(plugin, phase, limits[phase]));
  };

export interface StartPlugin {
  readonly plugin: Package;
  readonly code: Plugin;
  readonly scope: Scope;
  readonly rail: Rail;
  readonly runPhase: RunPhase;
  readonly options: StartOptions;
}

type Moment = 'install' | 'update' | 'activated' | 'health' | 'uninstall';

/** Runs one of the optional moments, where the plugin has it. */
export async function runMoment({ plugin, code, scope, rail, runPhase }: StartPlugin, name: Moment, details?: object): Promise<void> {
  const run = code.lifecycle?.[name] as ((rail: Rail, details?: object) => Maybe<void>) | undefined;
  if (run) await runPhase({ plugin: plugin.id, owner: scope.owner }, `lifecycle.${name}`, () => run.call(code.lifecycle, rail, details));
}

async function step({ id, dir }: Package, name: string, run: () => Maybe<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (isGalleryError(error) && error.message.startsWith(`The plugin "${id}"`)) throw error;
    throw phaseFailed(id, name, { cause: error, at: error instanceof Error ? sourceLine(placesOf(dir), error.stack) : null });
  }
}

/**
 * One plugin from its loaded code to its registrations being ready to be made. Rejects with a sentence where it cannot
 * be started; the caller disposes the scope then, and nothing of the plugin was ever to be seen.
 */
export async function setUpPlugin(one: StartPlugin): Promise<void> {
  const { plugin, code, scope, rail, runPhase, options } = one;
  const { id } = plugin;
  await step(plugin, 'its migrations', () => options.migrate?.(plugin));
  await step(plugin, 'lifecycle.install', () => options.install?.(plugin, () => runMoment(one, 'install')));
  await step(plugin, 'lifecycle.update', () => options.update?.(plugin, (from) => runMoment(one, 'update', { from, to: plugin.version })));
  await step(plugin, 'setup', () => runPhase({ plugin: id, owner: scope.owner }, 'setup', () => code.setup(rail)));
  await step(plugin, 'lifecycle.health', () => runMoment(one, 'health'));
}

/** Once its registrations are in force. It runs already: what it could not catch up with is tried again at the next start. */
export async function tellActivated(one: StartPlugin): Promise<void> {
  const { plugin, scope, options } = one;
  await step(plugin, 'lifecycle.activated', () => options.activated?.(plugin, () => runMoment(one, 'activated'))).catch((error) =>
    scope.log.error(error.message, { error }),
  );
}
