import { Command, Option } from 'commander';
import { type AccessWord, accessOf, accessWords } from '#gallery';
import { importFolder, type Summary } from '#intake';
import { holdLittle, yieldToPages } from '#processes';
import { namesOfPath } from './album-path.ts';
import type { Cli } from './cli.ts';
import { importProgress } from './import-progress.ts';
import { simulatedLines, summaryLines } from './import-summary.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { print, printJson, say } from './terminal.ts';

interface Options {
  readonly into?: string;
  readonly access?: AccessWord;
  readonly report?: string;
  readonly again?: boolean;
  readonly inPlace?: boolean;
  readonly acceptMissing?: boolean;
  readonly simulate?: boolean;
  readonly json?: boolean;
}

const help = `
Folders become albums of the same name, with the same nesting; files are copied.
Folders directly in <folder> become top albums, or albums in the one named by
--into. Pictures directly in <folder> go into that one, or where none is named
into an album called like <folder>. Albums that are there already are used. A
path of albums is names joined by "/"; a slash within a name is written "\\/".

Run it again at any time: what was taken in before is passed over without being
read, an interrupted run goes on where it was. A file that was moved or renamed
is known again by its content: its image keeps its address and what people
wrote, and hangs in the album of the new folder. A file that has changed becomes
a new version of its image. Files that vanished are only reported. The same
picture in two folders is stored once and hangs in both.

JPEGs are decoded afterwards, by the server or by "jobs run", which make their
sizes too. One that turns out to be damaged is taken off the pages, and "doctor"
says which and why.

With --in-place nothing is copied: the folder becomes a root, its pictures are
served from where they lie and never written. Only their beginnings are read at
first. The picture whose file vanished is hidden until the file is back. Where
the folder is empty, or more than a tenth of the files vanished, nothing is
hidden (a disk that is not mounted looks like that), unless --accept-missing says
so.

With --simulate the same is looked at, and nothing is written: no album, no image,
nothing that is remembered. New files are read to their end for that, as an
import reads them.

The exit code is 0 when the import came to its end, also where single files were
refused (each is listed with a reason, on the terminal and in the report), and 1
where it could not, or was interrupted.`;

export const importCommand = (cli: Cli): Command =>
  new Command('import')
    .description('make albums of folders and images of the pictures in them')
    .argument('<folder>', 'what to take in, with everything below it')
    .option('--into <album path>', 'album that takes the content of the folder; made where it is missing')
    .addOption(new Option('--access <who>', 'who may see the outermost albums that are made; without it they inherit').choices([...accessWords]))
    .option('--report <file>', 'write a line of JSON for each file found, and the summary as the last')
    .option('--again', 'also read files that an earlier run refused, or whose images were deleted since')
    .option('--in-place', 'leave the pictures where they lie, and serve them from there')
    .option('--accept-missing', 'with --in-place: mark what is not there any more as missing, however much it is')
    .option('--simulate', 'write nothing, and say what an import would do now')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', help)
    .action((folder: string, options: Options) => runImport(cli, folder, options));

async function runImport(cli: Cli, folder: string, options: Options): Promise<void> {
  yieldToPages();
  holdLittle();
  const summary = await cli.inGallery((house) => {
    const progress = importProgress(cli.terminal);
    const stop = stopOnSignal(() => say(cli.terminal, 'Stopping: what has begun is finished. (Once more ends at once; nothing half stored stays either way.)'));
    return importFolder(house.intake, folder, {
      into: options.into === undefined ? undefined : namesOfPath(options.into),
      access: options.access === undefined ? undefined : accessOf(options.access),
      report: options.report,
      again: options.again ?? false,
      inPlace: options.inPlace ?? false,
      acceptMissing: options.acceptMissing ?? false,
      simulate: options.simulate ?? false,
      signal: stop.signal,
      own: [house.config.dataDir],
      onEntry: progress.show,
    }).finally(() => {
      progress.stop();
      stop.forget();
    });
  });
  tell(cli, summary, options);
}

function tell(cli: Cli, summary: Summary, options: Options): void {
  const { json, report } = options;
  if (json) printJson(cli.terminal, summary);
  else for (const line of options.simulate ? simulatedLines(summary) : summaryLines(summary)) print(cli.terminal, line);
  if (report !== undefined) say(cli.terminal, `The report is in "${report}".`);
  if (summary.interrupted) cli.exitCode = 1;
}
