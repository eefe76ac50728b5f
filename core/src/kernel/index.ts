/**
 * Kernel: finds plugins, checks and orders them, starts them, contains what they do wrong, and takes away whatever they
 * registered. It refuses to run code of a package before its manifest is read, to let anything be registered outside a
 * scope, and to let one plugin's fault reach a visitor or another plugin. It knows nothing of images. Words it owns:
 * plugin, package, manifest, rail, scope, hook, tap, slot, service, provider, strike.
 *
 * Read in this order: `kernel.ts`, `start-plugin.ts`, `scope.ts`, `rail.ts`, `hooks/hooks.ts`, `hooks/guard.ts`.
 */
export { closestWord } from './closest-word.ts';
export type { Attribution } from './hooks/attribution.ts';
export { createKernel } from './kernel.ts';
export type {
  Answer,
  Circumstances,
  CoreRail,
  Hooks,
  Inspection,
  Kernel,
  KernelOptions,
  PluginState,
  Providers,
  Services,
  Slots,
  StartOptions,
  Strike,
  Verdict,
} from './kernel-types.ts';
export { discoverPackages } from './packages/discover-packages.ts';
export type { BrokenPackage, Discovery, Package } from './packages/package.ts';
export type { Contribution, PluginScope, Registration } from './plugin-scope.ts';
export { activatePlugin, type Changed, type RegistryContext } from './registry/activate-plugin.ts';
export { deactivatePlugin } from './registry/deactivate-plugin.ts';
export { listPlugins } from './registry/list-plugins.ts';
export type { Desired, PluginListing } from './registry/listing.ts';
export { type StartPluginsOptions, startPlugins } from './registry/start-plugins.ts';
