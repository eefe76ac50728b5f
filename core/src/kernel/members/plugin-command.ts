import type { CommandOptions, CommandRun } from '@picturerail/sdk';
import { commandInvalid } from '../errors.ts';

/** A command that a plugin has added: `picturerail <plugin> <name> ...`. */
export interface PluginCommand {
  readonly plugin: string;
  readonly name: string;
  readonly options: CommandOptions;
  /** Attributed to the plugin. What it throws, or rejects with, is the plugin's own. */
  readonly run: CommandRun;
}

const word = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const argument = /^(<[a-z][a-z0-9-]*>|\[[a-z][a-z0-9-]*(\.\.\.)?\])$/;
// A command's own help, and options that begin with "no", mean something already.
const flags = /^(-(?!h)[a-zA-Z], )?--(?!no-|help\b)[a-z][a-z0-9]*(-[a-z0-9]+)*( <[a-z][a-z0-9-]*>)?$/;

function argumentProblem(given: readonly string[]): string | null {
  for (const [place, one] of given.entries()) {
    if (!argument.test(one)) return `the argument "${one}" is not of the form "<name>", "[name]" or "[name...]"`;
    if (one.includes('...') && place < given.length - 1) return `the argument "${one}" takes the rest, so it must be the last`;
    if (one.startsWith('<') && given[place - 1]?.startsWith('[')) return `the argument "${one}" must be given, so it stands before those that may be left out`;
  }
  return null;
}

function commandProblem({ name, options, run }: PluginCommand): string | null {
  if (!word.test(name)) return 'its name must be lower-case words joined by dashes';
  if (typeof run !== 'function') return 'what it runs is not a function';
  if (typeof options?.description !== 'string' || options.description === '') return 'its "description" must be one line that says what it does';
  const odd = Object.keys(options.options ?? {}).find((one) => !flags.test(one));
  if (odd !== undefined) return `the option "${odd}" is not of the form "--since <date>" or "-a, --all"`;
  return argumentProblem(options.arguments ?? []);
}

/** Throws where a command could not be typed, or its help not be read. */
export function checkCommand(command: PluginCommand): void {
  const problem = commandProblem(command);
  if (problem !== null) throw commandInvalid(command.plugin, command.name, problem);
}
