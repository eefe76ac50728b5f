import { expect, it } from 'vitest';
import { createSteps } from './steps.ts';

it('a slow step makes the next one as small as fits, quick ones let it grow little by little', () => {
  const steps = createSteps('sqlite');
  const before = steps.size('settle');
  steps.took('settle', before, 80);
  const small = steps.size('settle');
  expect(small).toBe(before / 4);
  steps.took('settle', small, 1);
  expect(steps.size('settle')).toBe(Math.round(small * 1.25));
  for (let n = 0; n < 50; n += 1) steps.took('settle', steps.size('settle'), 1);
  expect(steps.size('settle')).toBe(before * 10);
  expect(steps.size('hide')).toBe(createSteps('sqlite').size('hide'));
});

it('a step that ran out of work says nothing, unless it was slow', () => {
  const steps = createSteps('sqlite');
  const before = steps.size('purge');
  steps.took('purge', 1, 2);
  expect(steps.size('purge')).toBe(before);
  steps.took('purge', 1, 500);
  expect(steps.size('purge')).toBe(Math.round(before / 4));
});

it('on MariaDB steps do not become smaller than half of what they began with', () => {
  const steps = createSteps('mysql');
  const before = steps.size('hide');
  steps.took('hide', before, 5_000);
  expect(steps.size('hide')).toBe(before / 2);
});

it('sizes that are given stay', () => {
  const steps = createSteps('sqlite', { move: 3 });
  steps.took('move', 3, 1_000);
  expect(steps.size('move')).toBe(3);
});
