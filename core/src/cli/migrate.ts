import { Command } from 'commander';
import { migrateSafely } from '#backup';
import { migrate, openDatabase } from '#database';
import type { Cli } from './cli.ts';
import { print, printJson } from './terminal.ts';

export const migrateCommand = (cli: Cli): Command =>
  new Command('migrate')
    .description("bring the core's tables up to date; starting the gallery does the same, a plugin's tables follow when it starts")
    .option('--without-backup', 'do not back up the tables before: where there is no room for that, and you have a backup')
    .option('--json', 'print what was done as JSON')
    .action(async ({ withoutBackup, json }: { withoutBackup?: boolean; json?: boolean }) => {
      const config = cli.config();
      const database = await openDatabase(config.database);
      try {
        const report = await (withoutBackup ? migrate(database, config.migrationsDir) : migrateSafely(database, config));
        if (json) printJson(cli.terminal, report);
        else print(cli.terminal, report.applied.length === 0 ? 'Everything is up to date.' : `Done: ${report.applied.join(', ')}.`);
      } finally {
        await database.close();
      }
    });
