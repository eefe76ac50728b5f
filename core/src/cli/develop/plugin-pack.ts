import { Command } from 'commander';
import { packPlugin } from '#kernel';
import { counted } from '../amounts.ts';
import type { Cli } from '../cli.ts';
import { print, printJson, say } from '../terminal.ts';

export const pluginPackCommand = (cli: Cli): Command =>
  new Command('pack')
    .description('make an archive of a plugin or theme that can be installed: compiled, with all that it depends on')
    .argument('<folder>')
    .option('--out <file>', 'file to write; otherwise <id>-<version>.tgz where you are')
    .option('--json', 'print JSON')
    .action(async (folder: string, { out, json }: { out?: string; json?: boolean }) => {
      const packed = await packPlugin(folder, { out, cwd: process.cwd() });
      if (json) return printJson(cli.terminal, packed);
      print(cli.terminal, packed.file);
      say(
        cli.terminal,
        `"${packed.id}" ${packed.version}: ${counted(packed.files, 'file', 'files')}, ${packed.bytes.toLocaleString('en')} bytes, ${packed.integrity}`,
      );
    });
