import type { Rail } from '@picturerail/sdk';
import { registeredTwice } from '../errors.ts';
import { attribute } from '../hooks/attribution.ts';
import type { PluginScope } from '../plugin-scope.ts';
import { checkCommand, type PluginCommand } from './plugin-command.ts';

/** What plugins that run in this process add to the command line. */
export interface Commands {
  /** All of them by plugin, and by name. */
  list(): readonly PluginCommand[];
}

export interface CommandRegistry {
  readonly commands: Commands;
  cli(scope: PluginScope): Rail['cli'];
}

const keyOf = ({ plugin, name }: PluginCommand) => `${plugin} ${name}`;

export function createCommands(): CommandRegistry {
  const known = new Map<string, PluginCommand>();
  const add = (command: PluginCommand) => {
    const key = keyOf(command);
    if (known.has(key)) throw registeredTwice(command.plugin, `the command "${command.name}"`, command.plugin);
    known.set(key, command);
    return () => void known.delete(key);
  };
  return {
    commands: { list: () => [...known].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, command]) => command) },
    cli: ({ plugin: { id: plugin }, register }) => ({
      command: (name, options, run) => {
        checkCommand({ plugin, name, options, run });
        const attributed: typeof run = (call) => attribute({ plugin, where: `command "${name}"` }, () => run(call));
        register('command', name, () => add({ plugin, name, options, run: attributed }));
      },
    }),
  };
}
