#!/usr/bin/env node
import { existsSync } from 'node:fs';

const cli = new URL('./dist/cli/index.js', import.meta.url);
if (existsSync(cli)) {
  const { run } = await import(cli.href);
  const code = await run(process.argv.slice(2));
  if (code !== 0) process.exitCode = code;
} else {
  console.error('picturerail: it has not been built yet; run "npm start" or "npm run build" first.');
  process.exitCode = 1;
}
