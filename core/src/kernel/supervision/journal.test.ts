import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisProcess } from '#runtime';
import { accuse } from './accuse.ts';
import { accusedPlugins, createJournal, type Journal, journalDir } from './journal.ts';

let dir: string;
let now: number;
let journal: Journal;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'picturerail-journal-'));
  now = 1_000;
  journal = createJournal(dir, () => now);
});
afterEach(() => rm(dir, { recursive: true }));

const plugin = { id: 'exif', version: '1.2.0' };
/** Beyond what Linux ever gives to a process. */
const ended = thisProcess.replace(/\d+ \d+$/, '4194305 1');
const names = () => journal.suspects().map(({ plugin: id }) => id);

/** As a process leaves it that was ended while it started the plugin. */
async function endedWhileStarting(holder = ended) {
  const content = { plugin: plugin.id, version: plugin.version, at: now, holder };
  await writeFile(join(dir, `start.${plugin.id}.${encodeURIComponent(holder)}`), JSON.stringify(content));
}

describe('the journal', () => {
  it('suspects nobody whose start is through or under way', () => {
    const over = journal.begin(plugin);
    expect(names()).toEqual([]);
    over();
    expect(names()).toEqual([]);
  });

  it('lets a plugin off once when the process ended during its start, and suspects it the second time', async () => {
    await endedWhileStarting();
    now += 100;
    expect(names()).toEqual([]);
    now += 100;
    await endedWhileStarting();
    const suspects = journal.suspects();
    expect(suspects).toMatchObject([
      { ...{ plugin: 'exif', version: '1.2.0' }, reason: expect.stringContaining('The process ended twice while the plugin "exif" 1.2.0 was') },
    ]);
    expect(names()).toEqual(['exif']);
    journal.forget(suspects);
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes processes that ended at the same time for one time', async () => {
    await endedWhileStarting(ended);
    await endedWhileStarting(`${ended}7`);
    now += 100;
    expect([names(), names()]).toEqual([[], []]);
  });

  it('forgives a plugin whose next start is through', async () => {
    await endedWhileStarting();
    now += 100;
    expect(names()).toEqual([]);
    now += 100;
    journal.begin(plugin)();
    now += 100;
    await endedWhileStarting();
    now += 100;
    expect(names()).toEqual([]);
  });

  it('suspects at once who was seen to end a process, and explains its start with that', async () => {
    await endedWhileStarting();
    accuse(dir, { plugin: 'exif', version: '1.2.0', reason: 'It did.', at: now });
    const suspects = journal.suspects();
    expect(suspects).toMatchObject([{ plugin: 'exif', version: '1.2.0', reason: 'It did.' }]);
    journal.forget(suspects);
    journal.forget(suspects);
    expect(names()).toEqual([]);
    now += 600_001;
    expect(names()).toEqual([]);
    expect(await readdir(dir)).toEqual([]);
  });

  it('remembers for the supervisor who ended processes since it began', async () => {
    const dataDir = join(dir, 'data');
    const own = createJournal(journalDir(dataDir), () => now);
    accuse(journalDir(dataDir), { plugin: 'exif', version: '1.2.0', reason: 'It did.', at: now });
    expect([accusedPlugins(dataDir, now), accusedPlugins(dataDir, now + 1)]).toEqual([['exif'], []]);
    own.forget(own.suspects());
    expect(accusedPlugins(dataDir, now)).toEqual(['exif']);
  });

  it('gives a process of another machine five minutes', async () => {
    for (const again of [false, true]) {
      await endedWhileStarting(`elsewhere ${again} 1`);
      now += 300_000;
      expect(names()).toEqual([]);
      now += 1;
      expect(names()).toEqual(again ? ['exif'] : []);
      now += 1;
    }
  });

  it('passes over and removes what cannot be read', async () => {
    await writeFile(join(dir, 'start.exif.1'), '');
    expect(names()).toEqual([]);
    expect(await readdir(dir)).toEqual([]);
  });
});
