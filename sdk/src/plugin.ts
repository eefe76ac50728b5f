import type { Maybe } from './json.ts';
import type { Rail } from './rail.ts';

/**
 * Optional moments of a plugin's life. There is no `deactivate`: whatever `setup` registered goes with its scope.
 */
export interface Lifecycle<S> {
  /** Once, after the first migrations, before the first `setup`. */
  install?(rail: Rail<S>): Maybe<void>;
  /**
   * Once after each activation by a webmaster, when `setup` has been through: the moment to catch up with what happened
   * while the plugin was not active.
   */
  activated?(rail: Rail<S>): Maybe<void>;
  /** After the migrations of a new version, beside the running old one. */
  update?(rail: Rail<S>, versions: { readonly from: string; readonly to: string }): Maybe<void>;
  uninstall?(rail: Rail<S>, options: { readonly keepData: boolean }): Maybe<void>;
  /** Throws when the plugin cannot work. */
  health?(rail: Rail<S>): Maybe<void>;
}

export interface Plugin<S = unknown> {
  /** Registers, and does nothing else; at most 5 s. Everything goes through `rail` and is disposed with it. */
  setup(rail: Rail<S>): Maybe<void>;
  readonly lifecycle?: Lifecycle<S>;
}

/** The default export of a plugin's entry. `S` is the type of its settings. */
export function definePlugin<S = unknown>(plugin: Plugin<S>): Plugin<S> {
  return plugin;
}
