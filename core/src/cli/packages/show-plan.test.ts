import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Plan } from '#kernel';
import type { Cli } from '../cli.ts';
import { changed, showPlan } from './show-plan.ts';

const plan = (changes: Partial<Plan>): Plan => ({
  id: 'clouds',
  kind: 'plugin',
  displayName: 'Clouds',
  from: '1.0.0',
  to: '1.1.0',
  direction: 'update',
  active: true,
  asksAnew: [],
  movesData: false,
  keepsNewerData: false,
  breaks: [],
  ...changes,
});

function shown(changes: Partial<Plan>): string {
  const err = new PassThrough({ encoding: 'utf8' });
  showPlan({ terminal: { err } } as unknown as Cli, plan(changes));
  return String(err.read());
}

describe('a change of a package', () => {
  it('is said as what will be done first, then as what was', () => {
    const install = { from: null, direction: 'install', active: false } as const;
    expect(shown(install)).toBe('"clouds" 1.1.0 will be installed.\n');
    expect(changed(plan(install)).done).toBe('"clouds" 1.1.0 is installed. To activate it, run: picturerail plugin activate clouds');
    expect(shown({})).toBe('"clouds" will be updated from 1.0.0 to 1.1.0.\n');
    expect(changed(plan({}))).toEqual({
      done: '"clouds" 1.1.0 runs now. To go back to 1.0.0, run: picturerail plugin rollback clouds',
      later: '"clouds" 1.1.0 will run as soon as the gallery is started. To go back to 1.0.0, run: picturerail plugin rollback clouds',
    });
    expect(changed(plan({ active: false })).later).toMatch('"clouds" 1.1.0 is in place, but not active. To go back to 1.0.0');
    expect(changed(plan({ direction: 'same', kind: 'theme', active: false })).done).toMatch('"clouds" 1.1.0 is in place. To go back to the files before');
  });

  it('names what is used beyond what was used before, and what becomes of the data', () => {
    const asksAnew = [{ name: 'fetch', why: 'Looks at the weather.', hosts: ['api.example.org'] }];
    expect(shown({ asksAnew, movesData: true }).split('\n').slice(1)).toEqual([
      'Beyond what it used so far, it says that it uses:',
      '  fetch (api.example.org): Looks at the weather.',
      'Its data follow to 1.1.0; they are only added to, so that going back stays possible.',
      '',
    ]);
    expect(shown({ direction: 'back', keepsNewerData: true })).toContain('Only its code goes back');
    expect(shown({ direction: 'install', from: null, active: false, keepsNewerData: true })).not.toContain('goes back');
  });
});
