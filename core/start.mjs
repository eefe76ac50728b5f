import { join } from 'node:path';
import { prepare } from './prepare.mjs';

try {
  prepare();
} catch (error) {
  console.error(`picturerail: installing or building failed: ${error.message}`);
  process.exit(1);
}

// In this process, so that the signals npm sends arrive at the supervisor; and without dist/main.js, which loads all rooms.
const { readConfig } = await import('./dist/config/index.js');
const { failToStart, runSupervisor } = await import('./dist/processes/index.js');
await Promise.resolve()
  .then(() => runSupervisor(readConfig(), join(import.meta.dirname, 'dist/main.js')))
  .catch(failToStart);
