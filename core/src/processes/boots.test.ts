import { describe, expect, it } from 'vitest';
import { createBoots } from './boots.ts';
import type { Ending } from './watch-process.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const died: Ending = { ranMs: 100, wasReady: false, failed: null, how: 'exit code 1' };
const said: Ending = { ...died, failed: 'The database cannot be reached.' };

describe('a gallery that does not come up', () => {
  it('is given up at once where a process says why', () => {
    const boots = createBoots(quiet);
    expect(boots.mayRetry(said)).toBe(false);
    expect(boots.reason()).toBe('The database cannot be reached.');
  });

  it('is tried again, then without plugins, then given up', () => {
    const boots = createBoots(quiet);
    expect([boots.mayRetry(died), boots.mayRetry(died), boots.safeMode()]).toEqual([true, true, false]);
    expect([boots.mayRetry(died), boots.safeMode()]).toEqual([true, true]);
    expect([boots.mayRetry(died), boots.mayRetry(died), boots.mayRetry(died)]).toEqual([true, true, false]);
    expect(boots.reason()).toContain('exit code 1');
  });

  it('is never given up once it has served', () => {
    const boots = createBoots(quiet);
    boots.succeeded();
    expect(boots.mayRetry(said)).toBe(true);
    expect(boots.reason()).toBeNull();
  });
});
