import { Command } from 'commander';
import { activatePlugin, deactivatePlugin, listPlugins } from '#kernel';
import type { Cli } from './cli.ts';
import { print, printJson, printTable } from './terminal.ts';

export const pluginCommand = (cli: Cli): Command => {
  const plugin = new Command('plugin').description('what hangs from the rail; loads no plugin, so it works when one is broken');
  plugin
    .command('list')
    .description('plugins, what is wanted of them and what became of it')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      cli.withoutPlugins(async ({ database, discovery }) => {
        const listings = await listPlugins(database.read, discovery);
        if (json) return printJson(cli.terminal, listings);
        const rows = listings.map(({ id, version, state, pending, desired, reason }) => [
          id,
          version,
          state,
          pending ? `${desired} after the next start` : '',
          reason ?? '',
        ]);
        printTable(cli.terminal, ['plugin', 'version', 'state', '', 'why'], rows);
      }),
    );
  plugin
    .command('activate <plugin>')
    .description('run it from the next start on')
    .action((id: string) =>
      cli.withoutPlugins(async (house) => {
        const { changed } = await activatePlugin(house, id);
        print(cli.terminal, changed.length === 0 ? `"${id}" is active already.` : `"${id}" becomes active when the gallery is started next.`);
      }),
    );
  plugin
    .command('deactivate <plugin>')
    .description('do not run it from the next start on; its data stays')
    .option('--cascade', 'also deactivate the plugins that need it')
    .action((id: string, { cascade = false }: { cascade?: boolean }) =>
      cli.withoutPlugins(async (house) => {
        const { changed } = await deactivatePlugin(house, id, { cascade });
        const names = changed.map((name) => `"${name}"`).join(', ');
        print(cli.terminal, changed.length === 0 ? `"${id}" is not active.` : `${names}: not run any more when the gallery is started next. Data stays.`);
      }),
    );
  return plugin;
};
