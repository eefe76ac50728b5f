/**
 * Kernel: fetches and finds plugins, checks and orders them, starts them, contains what they do wrong, and takes away
 * whatever they registered. It refuses to run code of a package before its manifest is read, to write over a version that
 * was kept, to let anything be registered outside a scope, and to let one plugin's fault reach a visitor or another
 * plugin. It knows nothing of images. Words it owns: plugin, package, manifest, stage, rail, scope, hook, tap, slot,
 * service, provider, strike, breaker, journal, quarantine.
 *
 * Read in this order: `kernel.ts`, `follow.ts`, `start-plugin.ts`, `scope.ts`, `rail.ts`, `hooks/hooks.ts`, `hooks/guard.ts`,
 * `supervision/supervision.ts`.
 */
export { requireCapability } from './capabilities.ts';
export { closestWord } from './closest-word.ts';
export { kernelChecks } from './doctor/kernel-checks.ts';
export { sentenceOf } from './errors.ts';
export type { Attribution } from './hooks/attribution.ts';
export type { Guard } from './hooks/guard.ts';
export type { Tap } from './hooks/tap.ts';
export { mostPackedMebibytes } from './install/limits.ts';
export { linkHostPackages } from './install/link-host-packages.ts';
export { type PackageSource, packageSource, registrySource } from './install/package-source.ts';
export { removeInstalled } from './install/remove-installed.ts';
export { stagePackage } from './install/stage-package.ts';
export { clearStages, waitingStage } from './install/stages.ts';
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
  Wanted,
} from './kernel-types.ts';
export { type Leak, type LeakOptions, leaksOf } from './leaks-of.ts';
export { type Asked, askedBy } from './manage/capabilities-asked.ts';
export { type ChangeOptions, removeOldCopies } from './manage/change-to.ts';
export { type PreparedInstall, prepareInstall } from './manage/install-package.ts';
export type { ManageContext, Managed } from './manage/manage-context.ts';
export type { Plan } from './manage/plan-change.ts';
export { type PreparedRollback, prepareRollback } from './manage/roll-back.ts';
export { sourceIn } from './manage/source-text.ts';
export { putBackCopy, type TakenCopy, takeCopy } from './manage/take-copy.ts';
export { type UninstallOptions, uninstallPackage } from './manage/uninstall-package.ts';
export { prepareUpdate } from './manage/update-package.ts';
export type { PluginCommand } from './members/plugin-command.ts';
export { bundleMap } from './pack/bundle-entry.ts';
export { type Packed, type PackOptions, packPlugin } from './pack/pack-plugin.ts';
export { checkManifest } from './packages/check-manifest.ts';
export { discoverPackages } from './packages/discover-packages.ts';
export { installedPackages } from './packages/installed-packages.ts';
export type { BrokenPackage, Discovery, Package } from './packages/package.ts';
export type { Contribution, NoticeJobs, PluginScope, Registration } from './plugin-scope.ts';
export { listProtections, type ProtectionListing } from './protections/list-protections.ts';
export type { Protection } from './protections/protection.ts';
export { createProtections, type Protections } from './protections/protections.ts';
export { releaseProtections } from './protections/release-protections.ts';
export { activatePlugin, type Changed, type RegistryContext } from './registry/activate-plugin.ts';
export { deactivatePlugin } from './registry/deactivate-plugin.ts';
export { listPlugins } from './registry/list-plugins.ts';
export type { Desired, PluginListing } from './registry/listing.ts';
export { type Current, createLook, createRegistry, type Look, type PackageDuties, type Registry, type RegistryOptions } from './registry/registry.ts';
export { type Followed, waitForProcesses } from './registry/wait-for-processes.ts';
export { placesOf, sourceLine } from './source-line.ts';
export { accusedPlugins } from './supervision/journal.ts';
export { createSupervision, type Supervision } from './supervision/supervision.ts';
export { type PluginUsage, readUsage } from './usage/usage-store.ts';
