import { pathToFileURL } from 'node:url';
import { endAfter } from '#runtime';

/**
 * Imports the module named on the command line and tells its parent what came of it. Whatever it throws goes to standard
 * error too, where Node says the line. A module that never ends is ended, because the parent may be gone.
 */
const [, , entry = '', ms = ''] = process.argv;
endAfter(Number(ms));

try {
  const loaded: { readonly default?: { readonly setup?: unknown } | null } = await import(pathToFileURL(entry).href);
  process.send?.({ setup: typeof loaded.default?.setup === 'function' });
} catch (error) {
  process.send?.({ thrown: error instanceof Error ? error.message : String(error) });
  throw error;
}
