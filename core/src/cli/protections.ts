import { isGalleryError } from '@picturerail/sdk';
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
    const held = await listProtections(database.read);
    if (isGalleryError(error) && error.code === 'plugin-unknown' && held.some(({ plugin }) => plugin === id)) return { changed: [], revision: 0 };
    throw error;
  };

/** Releases what plugins protect, or says that it is withheld from now on and how it is released. */
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
        `"${plugin}" protects pictures in ${where}: they are withheld until it is active again. To show them without it: picturerail plugin deactivate ${plugin} --release-protection`,
      );
    }
  }
}

function placesOf(scopes: readonly string[]): string {
  if (scopes.some((scope) => !scope.startsWith('album:'))) return 'the whole gallery';
  return counted(new Set(scopes).size, 'album', 'albums');
}
