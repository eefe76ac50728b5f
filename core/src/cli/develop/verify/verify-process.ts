import { discoverPackages } from '#kernel';
import { runChecks } from './run-checks.ts';

/** Tries the package in the folder on the command line, and tells its parent; a plugin that ends its process ends this one. */
process.setSourceMapsEnabled(true);
const say = (message: object) => void process.send?.(message);
const {
  packages: [found],
} = await discoverPackages([process.argv[2] ?? '']);
try {
  if (found) await runChecks(found, { begins: (what) => say({ begins: what }), found: (finding) => say({ found: finding }) });
  say({ over: true });
} catch (error) {
  say({ over: false, error: error instanceof Error ? error.message : String(error) });
}
process.disconnect();
