import type { Config } from '#config';
import type { House } from '../house.ts';
import type { Terminal } from './terminal.ts';

/** What every command works with. */
export interface Cli {
  readonly terminal: Terminal;
  /** Set to 1 by a command that came to an end, but not to the one it was asked for. */
  exitCode: 0 | 1;
  /** Read once; a value of the environment that is not understood is an error of the first command that asks. */
  config(): Config;
  /** Opens the gallery beside a server or without one, does the work, and closes it whatever happens. */
  inGallery<T>(work: (house: House) => Promise<T>): Promise<T>;
  /** The same without loading any plugin: for commands that must work when one is broken. */
  withoutPlugins<T>(work: (house: House) => Promise<T>): Promise<T>;
}
