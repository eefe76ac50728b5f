import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { pluginDevCommand } from './plugin-dev.ts';
import { pluginInspectCommand } from './plugin-inspect.ts';
import { pluginNewCommand } from './plugin-new.ts';
import { pluginPackCommand } from './plugin-pack.ts';
import { pluginVerifyCommand } from './plugin-verify.ts';

/** What authors of plugins and themes need, from the first line to the archive. */
export function addDeveloperCommands(plugin: Command, cli: Cli): void {
  for (const command of [pluginNewCommand, pluginDevCommand, pluginVerifyCommand, pluginInspectCommand, pluginPackCommand]) plugin.addCommand(command(cli));
}
