import { join } from 'node:path';
import { type CommandCall, isGalleryError } from '@picturerail/sdk';
import { Command } from 'commander';
import { discoverPackages, installedPackages, type PluginCommand } from '#kernel';
import type { House } from '../house.ts';
import type { Cli } from './cli.ts';
import { commandFailed, noPluginCommands, pluginNotRunning } from './errors.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { print } from './terminal.ts';

/** True where a plugin of that name is here, whether it runs or not; what is on the disk says so, no database and no code. */
export async function isPlugin(cli: Cli, word: string): Promise<boolean> {
  const { packagesDirs, dataDir } = cli.config();
  const [bundled, installed] = await Promise.all([discoverPackages(packagesDirs), installedPackages(join(dataDir, 'plugins'))]);
  return [...bundled.packages, ...installed.packages].some(({ id, kind }) => kind === 'plugin' && id === word);
}

/** `picturerail <plugin> <command> ...`, with the plugins loaded. */
export const runPluginCommand = (cli: Cli, plugin: string, words: readonly string[]): Promise<void> =>
  cli.inGallery(async (house) => {
    await commandsOf(cli, house, plugin).parseAsync([...words], { from: 'user' });
  });

function commandsOf(cli: Cli, house: House, plugin: string): Command {
  const commands = house.kernel.commands.list().filter((one) => one.plugin === plugin);
  if (!house.kernel.runs(plugin)) throw pluginNotRunning(plugin, reasonOf(house, plugin));
  if (commands.length === 0) throw noPluginCommands(plugin);
  const program = new Command(`picturerail ${plugin}`)
    .description(`What the plugin "${plugin}" adds to the command line.`)
    .configureOutput({ writeOut: (text) => cli.terminal.out.write(text), writeErr: (text) => cli.terminal.err.write(text) })
    .helpCommand(false)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride();
  for (const one of commands) program.addCommand(commandOf(cli, one).copyInheritedSettings(program).exitOverride().allowExcessArguments(false));
  return program;
}

function reasonOf({ config, kernel }: House, plugin: string): string | null {
  if (config.safeMode) return 'Safe mode is on, which runs no plugin.';
  const state = kernel.plugins().find(({ id }) => id === plugin);
  return state && 'reason' in state ? state.reason : null;
}

function commandOf(cli: Cli, { plugin, name, options, run }: PluginCommand): Command {
  const command = new Command(name).description(options.description);
  for (const argument of options.arguments ?? []) command.argument(argument);
  for (const [flags, about] of Object.entries(options.options ?? {})) command.option(flags, about);
  return command.action(async () => {
    const stop = stopOnSignal();
    try {
      await run(callOf(cli, command, stop.signal));
    } catch (error) {
      throw isGalleryError(error) ? error : commandFailed(plugin, name, error);
    } finally {
      stop.forget();
    }
    if (stop.signal.aborted) cli.exitCode = 1;
  });
}

const callOf = (cli: Cli, command: Command, signal: AbortSignal): CommandCall => ({
  arguments: Object.fromEntries(command.registeredArguments.map((argument, place) => [argument.name(), command.processedArgs[place]])),
  options: command.opts(),
  print: (line) => print(cli.terminal, String(line)),
  signal,
});
