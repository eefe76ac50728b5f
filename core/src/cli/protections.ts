import { isGalleryError } from '@picturerail/sdk';
import { listAsking, releaseStepsBy } from '#accounts';
import { type Changed, listProtections, releaseProtections } from '#kernel';
import type { House } from '../house.ts';
import { counted } from './amounts.ts';
import type { Cli } from './cli.ts';
import { print } from './terminal.ts';

export interface Settled {
  /** Plugins that do not run any more. */
  readonly ids: readonly string[];
  /** Shows what that one protects without it; what the others protect is withheld. */
  readonly release: string | null;
}

/** A plugin that is gone altogether may still protect something: then it is no mistake to name it. */
export const goneButProtecting =
  ({ database }: Pick<House, 'database'>, id: string) =>
  async (error: unknown): Promise<Changed> => {
    const held = [...(await listProtections(database.read)), ...(await listAsking({ database }))];
    if (isGalleryError(error) && error.code === 'plugin-unknown' && held.some(({ plugin }) => plugin === id)) return { changed: [], revision: 0 };
    throw error;
  };

const releaseBy = (plugin: string) => `picturerail plugin deactivate ${plugin} --release-protection`;

/** Releases what plugins protect, pictures and sign-ins, or says that it is withheld from now on and how it is released. */
export async function settleProtections(cli: Cli, { database }: Pick<House, 'database'>, { ids, release }: Settled): Promise<void> {
  const held = (await listProtections(database.read)).filter(({ plugin }) => ids.includes(plugin));
  for (const { plugin, covers } of held) {
    const where = placesOf(covers.map(({ scope }) => scope));
    if (plugin === release) {
      await releaseProtections(database, plugin);
      print(cli.terminal, `Pictures in ${where}, which "${plugin}" protected, are shown without it.`);
    } else {
      print(
        cli.terminal,
        `"${plugin}" protects pictures in ${where}: they are withheld until it is active again. To show them without it: ${releaseBy(plugin)}`,
      );
    }
  }
  await settleSignIns(cli, { database }, { ids, release });
}

async function settleSignIns(cli: Cli, house: Pick<House, 'database'>, { ids, release }: Settled): Promise<void> {
  for (const { plugin, users } of (await listAsking(house)).filter((one) => ids.includes(one.plugin))) {
    const whom = counted(users, 'user', 'users');
    if (plugin === release) {
      await releaseStepsBy(house, plugin);
      print(cli.terminal, `${whom} whose sign-in "${plugin}" checked can sign in without it.`);
    } else print(cli.terminal, `"${plugin}" checks the sign-in of ${whom}: refused until it is active again. To let them in without it: ${releaseBy(plugin)}`);
  }
}

function placesOf(scopes: readonly string[]): string {
  if (scopes.some((scope) => !scope.startsWith('album:'))) return 'the whole gallery';
  return counted(new Set(scopes).size, 'album', 'albums');
}
