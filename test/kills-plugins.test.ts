import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chance, chance } from './bench/fill/chance.ts';
import { eventually } from './eventually.ts';
import { beginServing, type Serving } from './plugins/begin-serving.ts';
import { writeTwoVersions } from './plugins/write-plugin.ts';
import { childrenOf, killSeen } from './process-tree.ts';
import { tell } from './soak/told.ts';

/** On each database. */
const kills = Number(process.env.PLUGIN_KILLS ?? 5);
/** Another one kills others at other moments. */
const seed = Number(process.env.KILL ?? 1);

interface Listed {
  readonly id: string;
  readonly version: string | null;
  readonly desired: string;
  readonly state: string;
}

/** One thing a webmaster does, and how he sees that it is done; `again` where it has to be told anew. */
interface Deed {
  readonly words: readonly string[];
  readonly isDone: (listed: Listed | undefined) => boolean;
}

const code = (version: string) => `
export default {
  setup(rail) {
    rail.router.get('/', async () => ({ json: { version: '${version}', notes: await rail.db.table('notes').count() } }));
  },
  lifecycle: {
    install: (rail) => rail.db.table('notes').insert({ words: 'installed' }),
    update: (rail, { from, to }) => rail.db.table('notes').insert({ words: from + ' to ' + to }),
  },
};`;
const first = `export default [{ createTable: 'notes', definition: { columns: { id: { type: 'id' }, words: { type: 'string', length: 100 } } } }];`;
const second = `export default [
  { addColumn: 'mood', to: 'notes', definition: { type: 'string', length: 20, null: true } },
  { addIndex: 'by_mood', on: 'notes', columns: ['mood'] },
  { fill: (db) => db.table('notes').update({}, { mood: 'calm' }) },
];`;

describe.each(testServers())('what comes and goes while processes are killed, on $name', ({ name, server }) => {
  let serving: Serving;
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'picturerail-ledger-'));
    await writeTwoVersions(dir, { id: 'ledger', code, migrations: [first, second] });
    serving = await beginServing(server, { WORKERS: '2', LOG_LEVEL: 'warn' });
  }, 180_000);
  afterAll(async () => {
    await serving?.remove();
    await rm(dir, { recursive: true, force: true });
  });

  const deeds: readonly Deed[] = [
    { words: ['install', 'ONE'], isDone: (one) => one?.version === '1.0.0' },
    { words: ['activate', 'ledger'], isDone: (one) => one?.state === 'active' },
    { words: ['install', 'TWO'], isDone: (one) => one?.version === '1.1.0' && one.state === 'active' },
    { words: ['rollback', 'ledger'], isDone: (one) => one?.version === '1.0.0' && one.state === 'active' },
    { words: ['uninstall', 'ledger'], isDone: (one) => one === undefined },
    { words: ['install', 'ONE'], isDone: (one) => one?.version === '1.0.0' },
    { words: ['activate', 'ledger'], isDone: (one) => one?.state === 'active' },
    { words: ['uninstall', 'ledger', '--delete-data', '--yes'], isDone: (one) => one === undefined },
  ];
  const argsOf = ({ words }: Deed) => ['plugin', ...words.map((word) => ({ ONE: join(dir, 'one'), TWO: join(dir, 'two') })[word] ?? word)];
  const listed = async () => (await serving.json<Listed[]>(['plugin', 'list'])).find(({ id }) => id === 'ledger');

  /** The command with what it started, or a process that serves; undefined where the command was over already. */
  async function killSomebody(dice: Chance, command: ChildProcess): Promise<string | undefined> {
    const ofCommand = dice.of(0.7);
    const seen = ofCommand ? await childrenOf(command.pid as number) : await childrenOf(serving.supervisor.pid as number);
    if (ofCommand) {
      if (!command.kill('SIGKILL')) return undefined;
      for (const one of seen) await killSeen(one);
      return 'the command';
    }
    const victim = seen[dice.below(seen.length)];
    if (victim) await killSeen(victim);
    return victim?.args.trim().split(' ').at(-1);
  }

  it(`never needs repair, ${kills} times`, { timeout: 1_800_000 }, async () => {
    const dice = chance(seed);
    const stories: string[] = [];
    for (let number = 0, killed = 0; killed < kills; number += 1) {
      const deed = deeds[number % deeds.length] as Deed;
      const command = serving.begin(argsOf(deed));
      await delay(dice.below(2_500));
      const victim = command.child.exitCode === null ? await killSomebody(dice, command.child) : undefined;
      if (victim) killed += 1;
      stories.push(`${deed.words.join(' ')}: ${victim ?? 'nobody'} killed`);
      await command.over;
      // What had not come about is asked for again, as a webmaster would; nothing else is.
      await eventually(async () => {
        if (deed.isDone(await listed())) return true;
        const { code: exit, err } = await serving.run(argsOf(deed));
        if (exit === 0 && deed.isDone(await listed())) return true;
        stories.push(err.trim());
        return null;
      }, 60_000).catch((error) => {
        throw new Error(`${stories.join('\n')}\n${serving.output().slice(-4_000)}`, { cause: error });
      });
      await eventually(async () => ((await fetch(`${serving.address}/healthz`)).status === 200 ? true : null));
    }
    const doctor = await serving.run(['doctor']);
    expect(doctor.out + doctor.err, stories.join('\n')).toContain('Nothing is wrong');
    tell(`${name}: ${kills} processes killed while a plugin was installed, updated, rolled back and uninstalled.`);
  });
});
