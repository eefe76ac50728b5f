import { Command } from 'commander';
import { noteAfterwards } from '#activity';
import { system } from '#gallery';
import { activatePlugin, deactivatePlugin, listPlugins } from '#kernel';
import type { Cli } from './cli.ts';
import { addDeveloperCommands } from './develop/developer-commands.ts';
import { addPackageCommands } from './packages/package-commands.ts';
import { quoted, whatBecame } from './plugin-outcome.ts';
import { goneButProtecting, settleProtections } from './protections.ts';
import { print, printJson, printTable } from './terminal.ts';

const notActive = (ids: readonly string[]): string =>
  `${quoted(ids)} ${ids.length === 1 ? 'is not active any more; its' : 'are not active any more; their'} data stay.`;

export const pluginCommand = (cli: Cli): Command => {
  const plugin = new Command('plugin').description('what hangs from the rail: plugins, from the first line to uninstalling; works when one of them is broken');
  plugin
    .command('list')
    .description('plugins, what is wanted of them and what became of it')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      cli.withoutPlugins(async ({ registry }) => {
        const listings = listPlugins(await registry.look()).filter(({ kind }) => kind === 'plugin');
        if (json) return printJson(cli.terminal, listings);
        const rows = listings.map(({ id, version, state, pending, desired, reason }) => [
          id,
          version,
          state,
          pending ? `to become ${desired}` : '',
          reason ?? '',
        ]);
        printTable(cli.terminal, ['plugin', 'version', 'state', '', 'why'], rows);
      }),
    );
  plugin
    .command('activate <plugin>')
    .description('run it, at once; one that failed is tried again')
    .action((id: string) =>
      cli.withoutPlugins(async (house) => {
        const { changed, revision } = await activatePlugin(house, id);
        if (changed.length === 0) return print(cli.terminal, `"${id}" is active already.`);
        await noteAfterwards(house.database, system, { deed: 'plugin-activated', name: id });
        await whatBecame(cli, house, { revision, done: `"${id}" is active.`, later: `"${id}" will be active as soon as the gallery is started.`, ids: [id] });
      }),
    );
  plugin
    .command('deactivate <plugin>')
    .description('do not run it any more; its data stay')
    .option('--cascade', 'also deactivate the plugins that need it')
    .option('--release-protection', 'show without it the pictures it protects, and let in without it whose sign-in it checks; both are withheld else')
    .action((id: string, { cascade = false, releaseProtection = false }: { cascade?: boolean; releaseProtection?: boolean }) =>
      cli.withoutPlugins(async (house) => {
        const { changed, revision } = await deactivatePlugin(house, id, { cascade }).catch(goneButProtecting(house, id));
        if (changed.length === 0) print(cli.terminal, `"${id}" is not active.`);
        else await whatBecame(cli, house, { revision, done: notActive(changed), ids: [] });
        for (const name of changed) await noteAfterwards(house.database, system, { deed: 'plugin-deactivated', name });
        await settleProtections(cli, house, { ids: [id, ...changed], release: releaseProtection ? id : null });
      }),
    );
  addDeveloperCommands(plugin, cli);
  addPackageCommands(plugin, cli);
  return plugin;
};
