import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, FilledPlace } from '../../bench.ts';
import { password, users } from '../../fill/make-people.ts';
import type { Engine } from '../../options.ts';
import { type Asked, type Paced, startPace } from '../../pace.ts';
import { type GalleryServer, startGallery } from '../../servers.ts';
import { signIn } from '../../sign-in.ts';
import { percentile } from '../../statistics.ts';
import type { Changed } from './change-process.ts';
import { type OperationName, operations } from './operations.ts';

export interface ChangeRow extends Changed {
  readonly engine: Engine;
  readonly operation: OperationName;
  /** Milliseconds that 99 of 100 pages took at most, from the beginning of the command to the end of what it left to do. */
  readonly p99: number;
  readonly pages: number;
}

export interface EngineChanged {
  readonly engine: Engine;
  readonly images: number;
  /** Images placed in the subtree. */
  readonly below: number;
  /** While nothing changes. */
  readonly normal: { readonly p99: number; readonly pages: number };
  readonly rows: readonly ChangeRow[];
}

/** Pages a second that are read all the while: what two cores serve with ease. */
export const perSecond = 24;
const quietSeconds = (bench: Bench): number => (bench.full ? 6 : 2);

export async function measureChanges(bench: Bench, engine: Engine, images: number): Promise<EngineChanged> {
  const place = await bench.copied(engine, images);
  const gallery = await startGallery(place.environment);
  const command = fork(join(import.meta.dirname, 'change-process.js'), { env: { ...process.env, ...place.environment } });
  try {
    await answer(command);
    return await withReaders(bench, { engine, place, gallery, command });
  } finally {
    command.disconnect();
    await once(command, 'exit');
    await gallery.stop();
    await place.remove();
  }
}

interface Running {
  readonly engine: Engine;
  readonly place: FilledPlace;
  readonly gallery: GalleryServer;
  readonly command: ChildProcess;
}

async function withReaders(bench: Bench, { engine, place, gallery, command }: Running): Promise<EngineChanged> {
  const { archive, wide, large } = place.filled.ids;
  const requests = await pagesOf(gallery.url, large);
  // What a process reads once, it has read then.
  for (const { url, headers } of requests) await fetch(url, { headers: { ...headers } });
  const quiet: Paced[] = [];
  const rows: ChangeRow[] = [];
  let below = 0;
  for (const operation of Object.keys(operations) as OperationName[]) {
    quiet.push(...(await during(requests, () => delay(quietSeconds(bench) * 1000))).paced);
    const { result, paced } = await during(requests, () => ask(command, { operation, albumId: archive, otherId: wide }));
    below ||= result.images;
    rows.push({ engine, operation, ...result, p99: p99(paced), pages: paced.length });
    bench.say(`  ${operation}: ${result.returned.toFixed(1)} s, all done after ${result.settled.toFixed(1)} s`);
  }
  return { engine, images: place.filled.images, below, normal: { p99: p99(quiet), pages: quiet.length }, rows };
}

const p99 = (paced: readonly Paced[]): number =>
  percentile(
    paced.map(({ ms }) => ms),
    0.99,
  );

/** Three pages in turn, as a visitor, as a user in 150 groups, as staff. */
async function pagesOf(base: string, albumId: number): Promise<Asked[]> {
  const addresses = [`${base}/albums/${albumId}`, `${base}/newest`, `${base}/`];
  const requests: Asked[] = [];
  const cookies = [null, await signIn(base, { name: users.many, password }), await signIn(base, { name: users.staff, password })];
  for (const url of addresses) {
    for (const cookie of cookies) {
      const headers: Record<string, string> = cookie === null ? {} : { cookie };
      const { url: final, status } = await fetch(url, { headers });
      if (status !== 200) throw new Error(`"${url}" answered with status ${status}.`);
      requests.push({ url: final, headers });
    }
  }
  return requests;
}

/** A process that has just begun to ask is slow itself. */
const warmUpMs = 1_000;

async function during<T>(requests: readonly Asked[], work: () => Promise<T>): Promise<{ readonly result: T; readonly paced: readonly Paced[] }> {
  const pace = startPace({ requests, perSecond });
  await delay(warmUpMs);
  const begun = Date.now();
  const result = await work();
  const paced = (await pace.stop()).filter(({ due }) => due >= begun);
  const failed = paced.find(({ status }) => status !== 200);
  if (failed) throw new Error(`A page that was read meanwhile was answered with status ${failed.status}.`);
  return { result, paced };
}

function ask(command: ChildProcess, message: object): Promise<Changed> {
  command.send(message);
  return answer(command) as Promise<Changed>;
}

function answer(command: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The command ended early with code ${code}.`));
    command.once('exit', ended);
    command.once('message', (message) => {
      command.off('exit', ended);
      resolve(message);
    });
  });
}
