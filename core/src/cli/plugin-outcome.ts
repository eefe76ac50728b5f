import { listPlugins, waitForProcesses } from '#kernel';
import type { House } from '../house.ts';
import type { Cli } from './cli.ts';
import { pluginDidNotStart, updateGivenUp } from './errors.ts';
import { print, say } from './terminal.ts';

export const quoted = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');

interface Outcome {
  readonly revision: number;
  /** What to say where all went well. */
  readonly done: string;
  /** What to say instead while no gallery is running, where that makes a difference. */
  readonly later?: string;
  /** Plugins that are to be active now. */
  readonly ids: readonly string[];
  /** That is to run. */
  readonly version?: string | null;
}

/** Waits until all processes that serve have followed, and says what came of it. Errors: `plugin-did-not-start`, `plugin-update-given-up`. */
export async function whatBecame(cli: Cli, house: House, { revision, done, later = done, ids, version }: Outcome): Promise<void> {
  const { processes, behind } = await waitForProcesses(house, revision);
  if (processes === 0) return print(cli.terminal, later);
  const listings = listPlugins(await house.registry.look());
  for (const id of ids) {
    const listing = listings.find((one) => one.id === id);
    if (listing && listing.state !== 'active') throw pluginDidNotStart(id, listing.state, listing.reason);
    if (listing && version && listing.version !== version) throw updateGivenUp(id, listing.reason);
  }
  print(cli.terminal, done);
  if (behind.length > 0) say(cli.terminal, `Not yet in all processes: ${behind.join(', ')} of ${processes} lag behind; they follow when they can.`);
}
