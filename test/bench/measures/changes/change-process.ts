import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@picturerail/sdk';
import { built, type Config, type Database, type GalleryRoom, type House } from '../../rooms.ts';
import { type OperationName, operations, type Target } from './operations.ts';

/** What a command did, and what was left to do behind it. */
export interface Changed {
  /** Seconds until the command returned, and until nothing was left. */
  readonly returned: number;
  readonly settled: number;
  /** Images placed in the subtree. */
  readonly images: number;
  /** Milliseconds of each transaction of this process, from its first statement to its commit. */
  readonly transactions: readonly number[];
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const background = ['gallery:access-change', 'gallery:purge-album'];
const times: number[] = [];

/** A command beside the running gallery, in a process of its own as `picturerail` commands are. */
const { readConfig }: { readConfig(env: NodeJS.ProcessEnv): Config } = await import(built('config/index.js'));
const { openHouse }: { openHouse(config: Config, role: 'command', log: Log): Promise<House> } = await import(built('main.js'));
const room: GalleryRoom = await import(built('gallery/index.js'));
const house = await openHouse(readConfig({ ...process.env, SAFE_MODE: '1' }), 'command', silent);
Object.assign(house.database, { transaction: timing(house.database.transaction) });

process.on('message', (asked: Target & { readonly operation: OperationName }) => {
  void change(asked).then((changed) => process.send?.(changed));
});
process.once('disconnect', () => void house.close());
process.send?.('ready');

async function change({ operation, ...target }: Target & { readonly operation: OperationName }): Promise<Changed> {
  times.length = 0;
  const images = await placedBelow(target.albumId);
  const begun = performance.now();
  await operations[operation](room, house.gallery, target);
  const returned = performance.now();
  await house.jobs.runAll({ names: background });
  // The gallery's own job process may have been first.
  while (await left()) await delay(20);
  return { returned: (returned - begun) / 1000, settled: (performance.now() - begun) / 1000, images, transactions: [...times] };
}

async function placedBelow(albumId: number): Promise<number> {
  const row = await house.database.read.get<{ images: number }>('SELECT COALESCE(SUM(subtree_images), 0) AS images FROM album_stats WHERE album_id = ?', [
    albumId,
  ]);
  return row?.images ?? 0;
}

async function left(): Promise<boolean> {
  for (const name of background) {
    const { waiting, running } = await house.jobs.counts(name);
    if (waiting + running > 0) return true;
  }
  return (await house.database.read.get('SELECT id FROM access_changes LIMIT 1')) !== undefined;
}

function timing(transaction: Database['transaction']): Database['transaction'] {
  return async (work) => {
    let begun = 0;
    const result = await transaction((tx) => {
      begun = performance.now();
      return work(tx);
    });
    times.push(performance.now() - begun);
    return result;
  };
}
