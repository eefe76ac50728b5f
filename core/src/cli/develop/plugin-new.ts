import { Command, Option } from 'commander';
import type { Cli } from '../cli.ts';
import { print } from '../terminal.ts';
import type { ScaffoldKind } from './scaffold-files.ts';
import { writeScaffold } from './write-scaffold.ts';

interface NewOptions {
  readonly typescript?: boolean;
  readonly theme?: boolean;
  readonly into?: string;
}

export const pluginNewCommand = (cli: Cli): Command =>
  new Command('new')
    .description('write a new plugin or theme, ready to run')
    .argument('<id>', 'what it is called: lower-case words joined by dashes, such as sunset-tours')
    .option('--typescript', 'with types, texts in three languages, a table and a test; without it, one file of JavaScript')
    .addOption(new Option('--theme', 'a theme instead of a plugin').conflicts('typescript'))
    .option('--into <folder>', 'where to write it; without it, a folder of that name here')
    .action(async (id: string, { typescript, theme, into = id }: NewOptions) => {
      const kind = theme ? 'theme' : typescript ? 'typescript' : 'plain';
      await writeScaffold({ kind, id, folder: into });
      print(cli.terminal, [`"${id}" is in "${into}". What comes next:`, ...next[kind](into).map((command) => `    ${command}`)].join('\n'));
    });

const quoted = (folder: string): string => (/^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`);

const dev = (folder: string): string => `picturerail plugin dev ${quoted(folder)}`;
const verify = (folder: string): string => `picturerail plugin verify ${quoted(folder)}`;
const pack = (folder: string): string => `picturerail plugin pack ${quoted(folder)}`;

/** The three commands that most people want after it. */
const next: Readonly<Record<ScaffoldKind, (folder: string) => readonly string[]>> = {
  plain: (folder) => [dev(folder), verify(folder), pack(folder)],
  typescript: (folder) => [`cd ${quoted(folder)} && npm install && npm test`, dev(folder), pack(folder)],
  theme: (folder) => [dev(folder), verify(folder), pack(folder)],
};
