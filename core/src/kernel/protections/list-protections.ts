import type { Sql } from '#database';
import type { Protection } from './protection.ts';
import { protectionRows } from './protections-store.ts';

/** All protections of one plugin, as a webmaster is shown them. */
export interface ProtectionListing {
  readonly plugin: string;
  /** Scopes and what is done there, ordered by scope. */
  readonly covers: readonly (Pick<Protection, 'scope' | 'step'> & { /** Epoch ms. */ readonly since: number })[];
}

/** What holds, whether its plugin runs or not; ordered by plugin. */
export async function listProtections(sql: Sql): Promise<ProtectionListing[]> {
  const rows = await protectionRows(sql);
  const plugins = [...new Set(rows.map(({ plugin }) => plugin))];
  return plugins.map((plugin) => ({
    plugin,
    covers: rows.filter((row) => row.plugin === plugin).map(({ scope, step, createdAt }) => ({ scope, step, since: createdAt })),
  }));
}
