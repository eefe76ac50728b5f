import { describe, expect, it } from 'vitest';
import { createBoots } from './boots.ts';
import type { Ending } from './watch-process.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const died: Ending = { ranMs: 100, wasReady: false, failed: null, how: 'exit code 1' };
const said: Ending = { ...died, failed: 'The database cannot be reached.' };

describe('a gallery that does not come up', () => {
  it('is given up at once where a process says why', () => {
    const boots = createBoots(quiet, () => []);
    expect(boots.retries()(said)).toBe(false);
    expect(boots.reason()).toBe('The database cannot be reached.');
  });

  it('is tried again, then without plugins, then given up', () => {
    const boots = createBoots(quiet, () => []);
    const mayRetry = boots.retries();
    expect([mayRetry(died), mayRetry(died), boots.safeMode()]).toEqual([true, true, false]);
    expect([mayRetry(died), boots.safeMode()]).toEqual([true, true]);
    expect([mayRetry(died), mayRetry(died), mayRetry(died)]).toEqual([true, true, false]);
    expect(boots.reason()).toContain('exit code 1');
  });

  it('does not take for three attempts one that ended three processes', () => {
    const boots = createBoots(quiet, () => []);
    const posts = [boots.retries(), boots.retries(), boots.retries()];
    const allDie = () => posts.map((mayRetry) => mayRetry(died));
    expect([allDie(), allDie(), boots.safeMode()]).toEqual([[true, true, true], [true, true, true], false]);
    expect([allDie(), boots.safeMode()]).toEqual([[true, true, true], true]);
  });

  it('is tried without plugins when three of them have ended a process, whichever', () => {
    const ended = ['one', 'one', 'three', 'two'].values();
    const boots = createBoots(quiet, () => [ended.next().value as string]);
    const [web, job] = [boots.retries(), boots.retries()];
    expect([web(died), job(died), job(died), boots.safeMode()]).toEqual([true, true, true, false]);
    expect([web(died), boots.safeMode()]).toEqual([true, true]);
  });

  it('is never given up once it has served', () => {
    const boots = createBoots(quiet, () => []);
    boots.succeeded();
    expect(boots.retries()(said)).toBe(true);
    expect(boots.reason()).toBeNull();
  });
});
