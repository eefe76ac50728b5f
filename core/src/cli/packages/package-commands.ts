import { type Command, Option } from 'commander';
import { noteAfterwards } from '#activity';
import { system } from '#gallery';
import {
  type Managed,
  type PreparedInstall,
  type PreparedRollback,
  packageSource,
  prepareInstall,
  prepareRollback,
  prepareUpdate,
  removeOldCopies,
  uninstallPackage,
} from '#kernel';
import type { House } from '../../house.ts';
import type { Cli } from '../cli.ts';
import { notConfirmed } from '../errors.ts';
import { whatBecame } from '../plugin-outcome.ts';
import { settleProtections } from '../protections.ts';
import { say } from '../terminal.ts';
import { changed, showPlan } from './show-plan.ts';

interface UninstallFlags {
  readonly deleteData?: boolean;
  readonly yes?: boolean;
  readonly cascade?: boolean;
  readonly releaseProtection?: boolean;
}

interface ChangeFlags {
  readonly accept?: boolean;
  readonly activate?: boolean;
}

const deeds = { install: 'package-installed', update: 'package-updated', same: 'package-updated', back: 'package-rolled-back' } as const;

const accept = () => new Option('--accept', 'agree with what a new version says that it uses beyond the old one');

/** Carries out what was planned and shown, waits for the processes, and clears away what nobody can go back to. */
async function change(cli: Cli, house: House, prepared: PreparedInstall | PreparedRollback, flags: ChangeFlags): Promise<Managed> {
  const { plan } = prepared;
  const managed = await prepared.carryOut({ accept: flags.accept === true, begins: () => showPlan(cli, plan) });
  const { id, active, revision, version } = managed;
  await noteAfterwards(house.database, system, { deed: deeds[plan.direction], name: id, detail: version });
  await whatBecame(cli, house, { revision, ...changed(plan), ids: active ? [id] : [], version });
  await removeOldCopies(house, managed.id);
  return managed;
}

function uninstalled(id: string, kept: string | null, deleteData: boolean): string {
  if (kept === null) return `"${id}" is uninstalled; its data ${deleteData ? 'are deleted' : 'stay'}.`;
  if (deleteData) return `The data of "${id}" are deleted. What came with the gallery, ${kept}, is in place, not active.`;
  return `What was installed of "${id}" is gone; its data stay. What came with the gallery, ${kept}, is in place, not active.`;
}

/** Install, update, roll back and uninstall, for plugins and themes alike. */
export function addPackageCommands(parent: Command, cli: Cli): void {
  parent
    .command('install <source>')
    .description(
      'install a plugin or theme: by its name on npm (with a range, if you like), from a .tgz file or from a folder (./prints); one that is there is updated',
    )
    .addOption(accept())
    .action((source: string, flags: ChangeFlags) =>
      cli.withoutPlugins(async (house) => {
        await change(cli, house, await prepareInstall(house, await packageSource(source, process.cwd())), flags);
      }),
    );
  parent
    .command('update <id>')
    .description('ask again where it came from, and let a newer version take over')
    .addOption(accept())
    .action((id: string, flags: ChangeFlags) =>
      cli.withoutPlugins(async (house) => {
        await change(cli, house, await prepareUpdate(house, id), flags);
      }),
    );
  parent
    .command('rollback <id>')
    .description('go back to the version before; its data stay as they are')
    .addOption(accept())
    .action((id: string, flags: ChangeFlags) =>
      cli.withoutPlugins(async (house) => {
        await change(cli, house, await prepareRollback(house, id), flags);
      }),
    );
  parent
    .command('uninstall <id>')
    .description('take it away; its data stay, and wait for it to be installed again')
    .option('--delete-data', 'its tables, settings and values go too, for good')
    .option('--yes', 'needed with --delete-data')
    .option('--cascade', 'also deactivate the plugins that need it')
    .option('--release-protection', 'show what it protects without it')
    .action((id: string, { deleteData = false, yes = false, cascade = false, releaseProtection = false }: UninstallFlags) =>
      cli.withoutPlugins(async (house) => {
        if (deleteData && !yes) throw notConfirmed(id);
        const { revision, version, warnings } = await uninstallPackage(house, id, { deleteData, cascade });
        await noteAfterwards(house.database, system, { deed: 'package-uninstalled', name: id });
        for (const warning of warnings) say(cli.terminal, warning);
        await whatBecame(cli, house, { revision, done: uninstalled(id, version, deleteData), ids: [] });
        await settleProtections(cli, house, { ids: [id], release: releaseProtection ? id : null });
      }),
    );
}
