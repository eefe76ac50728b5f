import { Command } from 'commander';
import { migrate, openDatabase } from '#database';
import type { Cli } from './cli.ts';
import { print, printJson } from './terminal.ts';

export const migrateCommand = (cli: Cli): Command =>
  new Command('migrate')
    .description("bring the core's tables up to date; starting the gallery does the same, a plugin's tables follow when it starts")
    .option('--json', 'print what was done as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const database = await openDatabase(cli.config().database);
      try {
        const report = await migrate(database, cli.config().migrationsDir);
        if (json) printJson(cli.terminal, report);
        else print(cli.terminal, report.applied.length === 0 ? 'Everything is up to date.' : `Done: ${report.applied.join(', ')}.`);
      } finally {
        await database.close();
      }
    });
