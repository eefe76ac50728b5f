import { Command } from 'commander';
import { type RestoreSummary, restoreBackup } from '#backup';
import { counted, duration } from './amounts.ts';
import { restoreProgress } from './backup-progress.ts';
import type { Cli } from './cli.ts';
import { print, printJson } from './terminal.ts';

const help = `
DATA_DIR must be empty, and so must the database, which may be of the other kind:
what was saved from SQLite restores into MariaDB, and back. All of the backup is
read and compared first; a damaged one changes nothing. Tables of an older version
are brought up to date, those of a newer one are refused. Where a restore is cut
off the gallery does not start; run it again.

A backup of the tables alone, as it is made before an update, restores beside the
originals that are there: only the database and the derivatives must be away.`;

export const restoreCommand = (cli: Cli): Command =>
  new Command('restore')
    .description('make a gallery from a backup, in an empty folder and an empty database')
    .argument('<backup>', 'the folder that holds "backup.json"')
    .option('--json', 'print what was done as JSON')
    .addHelpText('after', help)
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const progress = restoreProgress(cli.terminal);
      const summary = await restoreBackup(cli.config(), folder, progress.show).finally(progress.stop);
      if (json) printJson(cli.terminal, summary);
      else for (const line of linesOf(summary)) print(cli.terminal, line);
    });

function linesOf({ madeAt, rows, originals, roots, migrated, seconds }: RestoreSummary): string[] {
  const held = originals?.held ? `, ${counted(originals.count, 'original', 'originals')}` : '';
  const lines = [`The gallery is as it was at ${madeAt}: ${counted(rows, 'row', 'rows')}${held}, in ${duration(seconds)}.`];
  if (migrated.length > 0) lines.push(`Its tables were brought up to date: ${migrated.join(', ')}.`);
  if (!originals?.held) lines.push('Originals are not part of this backup: they belong into "originals" in DATA_DIR.');
  for (const root of roots) lines.push(`Pictures in "${root}" were imported in place; they must be there.`);
  return [...lines, '"doctor" looks whether everything is there.'];
}
