import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runSupervisor } from '#processes';
import type { Cli } from './cli.ts';

const entry = fileURLToPath(new URL('../main.js', import.meta.url));

export const startCommand = (cli: Cli): Command =>
  new Command('start')
    .description('serve the gallery until Ctrl-C or SIGTERM; "npm start" installs and builds first')
    .addHelpText('after', '\nPORT, HOST, DATA_DIR, DATABASE_URL and others are read from the environment; .env.example lists them.')
    .action(() => runSupervisor(cli.config(), entry));
