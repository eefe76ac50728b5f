import { prepare } from './prepare.mjs';

try {
  prepare();
} catch (error) {
  console.error(`picturerail: installing or building failed: ${error.message}`);
  process.exit(1);
}

/** In this process, so that the signals npm sends arrive at the supervisor. */
const { start } = await import('./dist/main.js');
await start(process.argv.slice(2));
