import { Command } from 'commander';
import { type Inspection, type Kernel, listPlugins } from '#kernel';
import type { House } from '../../house.ts';
import type { Cli } from '../cli.ts';
import { pluginNotInspected } from '../errors.ts';
import { print, printJson, printTable } from '../terminal.ts';

export const pluginInspectCommand = (cli: Cli): Command =>
  new Command('inspect')
    .description('what an active plugin has registered: where in its code, and which place it has among others')
    .argument('<plugin>')
    .option('--json', 'print JSON')
    .action((id: string, { json }: { json?: boolean }) => {
      // So that a line is that of the source, where the plugin brings a source map.
      process.setSourceMapsEnabled(true);
      return cli.inGallery(async (house) => {
        const found = inspected(house.kernel, house.kernel.inspect(id) ?? (await whyNot(house, id)));
        if (json) return printJson(cli.terminal, found);
        print(cli.terminal, `"${id}" ${found.version}, ${found.dir}`);
        const rows = found.registrations.map(({ kind, name, at, order }) => [kind, name, at ?? '', order.length > 1 ? order.join(', ') : '']);
        printTable(cli.terminal, ['what', 'name', 'where', 'order'], rows);
        for (const { where, count, last } of found.strikes) print(cli.terminal, `failed in ${where}, ${count} times; last: ${last}`);
      });
    });

const ordered: readonly string[] = ['on', 'filter', 'collect', 'decide', 'guard', 'slot'];

function inspected(kernel: Kernel, { plugin, registrations, strikes }: Inspection) {
  return {
    id: plugin.id,
    version: plugin.version,
    dir: plugin.dir,
    /** `order`: the plugins that are asked there, the first one first. */
    registrations: registrations.map((one) => ({ ...one, order: ordered.includes(one.kind) ? kernel.order(one.name) : [] })),
    strikes,
  };
}

async function whyNot({ config, registry }: House, id: string): Promise<never> {
  const listing = listPlugins(await registry.look()).find((one) => one.id === id && one.kind === 'plugin');
  if (!listing) throw pluginNotInspected(id, 'there is no such plugin; "picturerail plugin list" shows what there is.');
  if (config.safeMode) throw pluginNotInspected(id, 'safe mode is on, which runs no plugin.');
  if (listing.reason !== null) throw pluginNotInspected(id, `it does not run (${listing.state}): ${listing.reason}`);
  throw pluginNotInspected(id, `it is not active. Run: picturerail plugin activate ${id}`);
}
