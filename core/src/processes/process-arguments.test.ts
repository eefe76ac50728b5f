import { expect, it } from 'vitest';
import { readArguments, writeArguments } from './process-arguments.ts';

it('reads what it wrote', () => {
  for (const given of [
    { role: 'web', port: 8080, safeMode: true },
    { role: 'job', safeMode: false },
  ] as const) {
    expect(readArguments(writeArguments(given))).toEqual(given);
  }
  expect(readArguments([])).toEqual({ role: 'supervisor', safeMode: false });
});

it('refuses what is no process', () => {
  expect(() => readArguments(['cook'])).toThrow('"cook"');
  expect(() => readArguments(['web', 'job'])).toThrow('"web job"');
});
