import type { Scope } from '@picturerail/sdk';
import { Command } from 'commander';
import { noteAfterwards } from '#activity';
import { system } from '#gallery';
import type { House } from '../house.ts';
import type { Cli } from './cli.ts';
import { print, printJson, printTable } from './terminal.ts';

interface Options {
  readonly plugin: string;
  readonly for: Scope;
  readonly json?: boolean;
}

export const configCommand = (cli: Cli): Command => {
  const config = new Command('config').description('settings of the gallery and of plugins; those of the environment stand in .env.example');
  const owned = (command: Command) =>
    command.option('--plugin <id>', "a plugin's settings", 'core').option('--for <scope>', 'gallery, or group:, album:, image: with its number', 'gallery');
  owned(config.command('list').description('every setting, its value and where it comes from').option('--json', 'print JSON')).action((options: Options) =>
    withSettings(cli, async ({ settings }) => {
      const explained = await settings.explain(options.plugin, [options.for]);
      if (options.json) return printJson(cli.terminal, explained);
      printTable(
        cli.terminal,
        ['setting', 'from', 'value'],
        explained.map(({ name, value, secret, isSet, from }) => [name, from, secret ? (isSet ? '(set, not shown)' : '') : shown(value)]),
      );
    }),
  );
  owned(config.command('get <name>').description('the value of one setting').option('--json', 'print JSON')).action((name: string, options: Options) =>
    withSettings(cli, async ({ settings }) => {
      const found = (await settings.explain(options.plugin, [options.for])).find((one) => one.name === name);
      // Parsing any text for an unknown name refuses with the names there are.
      if (!found) settings.parse(options.plugin, name, '');
      if (options.json) printJson(cli.terminal, found);
      else print(cli.terminal, found?.secret ? (found.isSet ? '(set, not shown)' : '') : shown(found?.value));
    }),
  );
  owned(config.command('set <name> [value]').description('change a setting, at once; without a value it goes back to its default')).action(
    (name: string, value: string | undefined, options: Options) =>
      withSettings(cli, async ({ settings, database }) => {
        await settings.set(options.plugin, options.for, { [name]: value === undefined ? undefined : settings.parse(options.plugin, name, value) });
        await noteAfterwards(database, system, { deed: 'settings-changed', name: options.plugin, detail: name });
        print(cli.terminal, value === undefined ? `"${name}" is back to its default.` : `"${name}" is set.`);
      }),
  );
  return config;
};

/** Plugins are not loaded; what they can be told stands in their manifests. */
const withSettings = (cli: Cli, work: (house: House) => Promise<void>) =>
  cli.withoutPlugins(async (house) => {
    for (const { id, manifest } of (await house.registry.look()).discovery.packages) if (manifest.settings) house.settings.define(id, manifest.settings);
    await work(house);
  });

const shown = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
