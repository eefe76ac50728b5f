#!/usr/bin/env node
import { existsSync } from 'node:fs';

const cli = new URL('./dist/cli/index.js', import.meta.url);
if (existsSync(cli)) {
  const { run } = await import(cli.href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  console.error('picturerail: it has not been built yet; run "npm start" or "npm run build" first.');
  process.exitCode = 1;
}
