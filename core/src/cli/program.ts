import { Command } from 'commander';
import { albumCommand } from './album.ts';
import { backupCommand } from './backup.ts';
import type { Cli } from './cli.ts';
import { configCommand } from './config.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { groupCommand } from './group.ts';
import { importCommand } from './import.ts';
import { jobsCommand } from './jobs.ts';
import { readKnownCommands } from './known-commands.ts';
import { mailCommand } from './mail.ts';
import { migrateCommand } from './migrate.ts';
import { pluginCommand } from './plugin.ts';
import { restoreCommand } from './restore.ts';
import { startCommand } from './start.ts';
import { themeCommand } from './theme.ts';
import { userCommand } from './user.ts';

const commands = [
  startCommand,
  importCommand,
  userCommand,
  groupCommand,
  albumCommand,
  pluginCommand,
  themeCommand,
  configCommand,
  mailCommand,
  doctorCommand,
  backupCommand,
  restoreCommand,
  migrateCommand,
  jobsCommand,
  demoCommand,
];

/** All commands; errors of use are thrown, so that the process ends by itself. */
export function createProgram(cli: Cli): Command {
  const program = new Command('picturerail')
    .description('A self-hosted photo gallery. Every command works beside a running server or without one.')
    .configureOutput({ writeOut: (text) => cli.terminal.out.write(text), writeErr: (text) => cli.terminal.err.write(text) })
    .helpCommand(false)
    .showHelpAfterError('(add --help to see how it is used)')
    .addHelpText('after', () => pluginHelp(cli));
  for (const command of commands) program.addCommand(command(cli));
  for (const command of [program, ...program.commands, ...program.commands.flatMap((child) => child.commands)]) prepared(command, program);
  return program;
}

/** What plugins add, as far as it is known without loading them: help must work when one is broken. */
function pluginHelp(cli: Cli): string {
  const known = readKnownCommands(cli.config().dataDir);
  const width = Math.max(0, ...known.map(({ plugin, name }) => plugin.length + name.length + 1));
  const lines = known.map(({ plugin, name, description }) => `  ${`${plugin} ${name}`.padEnd(width)}  ${description}`);
  return ['', 'Plugins add commands of their own; "picturerail <plugin> --help" names them.', ...lines].join('\n');
}

function prepared(command: Command, program: Command): void {
  command.copyInheritedSettings(program).exitOverride().allowExcessArguments(false);
  if (command.commands.length > 0) command.helpCommand(false);
}
