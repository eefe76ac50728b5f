import { Command } from 'commander';
import { albumCommand } from './album.ts';
import type { Cli } from './cli.ts';
import { configCommand } from './config.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { groupCommand } from './group.ts';
import { importCommand } from './import.ts';
import { jobsCommand } from './jobs.ts';
import { migrateCommand } from './migrate.ts';
import { pluginCommand } from './plugin.ts';
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
  doctorCommand,
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
    .showHelpAfterError('(add --help to see how it is used)');
  for (const command of commands) program.addCommand(command(cli));
  for (const command of [program, ...program.commands, ...program.commands.flatMap((child) => child.commands)]) prepared(command, program);
  return program;
}

function prepared(command: Command, program: Command): void {
  command.copyInheritedSettings(program).exitOverride().allowExcessArguments(false);
  if (command.commands.length > 0) command.helpCommand(false);
}
