/**
 * config: reads environment and files once, validated and typed. Nobody else reads `process.env`. It refuses to start on
 * a value it does not understand, with a sentence for each, and owns the words setting of the environment and secret key.
 */

export { type BundledPlaces, bundledPlaces } from './bundled-places.ts';
export { configChecks } from './doctor/config-checks.ts';
export { environment, type Variable } from './environment.ts';
export { environmentWith } from './environment-with.ts';
export { type Config, derivedKey, readConfig } from './read-config.ts';
