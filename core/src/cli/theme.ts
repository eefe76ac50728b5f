import { Command } from 'commander';
import { noteAfterwards } from '#activity';
import { system } from '#gallery';
import type { Cli } from './cli.ts';
import { print, printJson, printTable } from './terminal.ts';

export const themeCommand = (cli: Cli): Command => {
  const theme = new Command('theme').description('what the gallery looks like');
  theme
    .command('list')
    .description('themes that are installed')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      cli.inGallery(async (house) => {
        const { theme: current } = await house.settings.core();
        const themes = house.theme.list().map((listing) => ({ ...listing, current: listing.id === current }));
        if (json) return printJson(cli.terminal, themes);
        const rows = themes.map(({ id, version, current: inUse, problem }) => [id, version, inUse ? 'in use' : '', problem ?? '']);
        printTable(cli.terminal, ['theme', 'version', '', 'problem'], rows);
      }),
    );
  theme
    .command('use <theme>')
    .description('show the gallery in this theme, at once')
    .action((id: string) =>
      cli.inGallery(async (house) => {
        house.theme.use(id);
        await house.settings.set('core', 'gallery', { theme: id });
        await noteAfterwards(house.database, system, { deed: 'theme-chosen', name: id });
        print(cli.terminal, `The gallery is shown in "${id}".`);
      }),
    );
  return theme;
};
