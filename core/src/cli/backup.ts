import { Command } from 'commander';
import { noteAfterwards } from '#activity';
import { type BackupSummary, backUp } from '#backup';
import { system } from '#gallery';
import { holdLittle, yieldToPages } from '#processes';
import { counted, duration, megabytes } from './amounts.ts';
import { backupProgress } from './backup-progress.ts';
import type { Cli } from './cli.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { print, printJson, say } from './terminal.ts';

interface Options {
  readonly withoutOriginals?: boolean;
  readonly json?: boolean;
}

const help = `
A backup is a folder named after its time: all rows of the database as they were
at one moment, originals under the names they had, installed plugins, and the
secret key, with the digest of everything. It restores into SQLite and MariaDB
alike. Whoever can read it can read everything, so keep it as you keep the
gallery; it is its owner's alone (mode 0700).

The gallery goes on serving. A backup in the same folder as an earlier one links
the originals that are the same, and takes little more than what is new. On the
same disk as the gallery originals are linked too: no copy, and no help where that
disk fails, so name a folder on another one. What is interrupted is never taken
for a backup; the next one goes on with what it had copied.

Pictures that were imported in place are not part of it.`;

export const backupCommand = (cli: Cli): Command =>
  new Command('backup')
    .description('copy the whole gallery while it serves; "restore" brings it back')
    .argument('[folder]', 'what holds one backup beside the other; default BACKUP_DIR, or "backups" in DATA_DIR')
    .option('--without-originals', 'only list the originals, for who copies them by other means')
    .option('--json', 'print what was done as JSON')
    .addHelpText('after', help)
    .action((folder: string | undefined, options: Options) => runBackup(cli, folder, options));

async function runBackup(cli: Cli, folder: string | undefined, { withoutOriginals = false, json }: Options): Promise<void> {
  yieldToPages();
  holdLittle();
  const summary = await cli.inGallery(async (house) => {
    const progress = backupProgress(cli.terminal);
    const stop = stopOnSignal(() => say(cli.terminal, 'Stopping.'));
    const made = await backUp(house, { folder, withoutOriginals, signal: stop.signal, progress: progress.show }).finally(() => {
      progress.stop();
      stop.forget();
    });
    await noteAfterwards(house.database, system, { deed: 'backup-made', name: made.folder });
    return made;
  });
  if (json) printJson(cli.terminal, summary);
  else for (const line of linesOf(summary)) print(cli.terminal, line);
}

function linesOf({ folder, rows, originals, roots, seconds }: BackupSummary): string[] {
  const lines = [`"${folder}": ${counted(rows, 'row', 'rows')}, ${worded(originals)}, in ${duration(seconds)}.`];
  const lost = originals === null ? 0 : originals.missing + originals.outdated;
  if (lost > 0) lines.push(`${counted(lost, 'original is', 'originals are')} missing in it: the gallery did not have them; "doctor" says which.`);
  if (originals && originals.changed > 0)
    lines.push(`${counted(originals.changed, 'original has', 'originals have')} other bytes than when they were taken in; "doctor --deep" says which.`);
  for (const root of roots) lines.push(`Not part of it: the pictures in "${root}", which were imported in place.`);
  return lines;
}

function worded(originals: BackupSummary['originals']): string {
  if (originals === null) return 'no originals';
  const before = originals.reused > 0 ? `, ${originals.reused.toLocaleString('en')} of them from the backup before` : '';
  return `${counted(originals.count, 'original', 'originals')} (${megabytes(originals.bytes)} MB${before})`;
}
