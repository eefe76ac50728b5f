import { describe, expect, it } from 'vitest';
import { formatBytes, formatDate, formatMoment, formatNumber } from './formats.ts';

/** Intl puts narrow and unbreakable spaces where people type plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const evening = Date.UTC(2024, 4, 3, 19, 5);

describe('formats', () => {
  it('shows a wall clock as the camera showed it, whatever the zone of the server', () => {
    expect(formatDate('en', evening)).toBe('May 3, 2024');
    expect(formatDate('de', evening)).toBe('3. Mai 2024');
    expect(formatDate('fr', evening, { style: 'short' })).toBe('3 mai 2024');
    expect(plain(formatDate('en-GB', evening, { style: 'full' }))).toBe('3 May 2024 at 19:05');
  });

  it('names the offset only where it is known and the time is shown', () => {
    const at = (offset: number | null) => plain(formatDate('de', evening, { style: 'full', offset }));
    expect(at(120)).toBe('3. Mai 2024 um 19:05 (UTC+2)');
    expect(at(330)).toMatch(/\(UTC\+5:30\)$/);
    expect(at(-210)).toMatch(/\(UTC−3:30\)$/);
    expect(at(0)).toMatch(/\(UTC\)$/);
    expect(at(null)).toBe('3. Mai 2024 um 19:05');
    expect(formatDate('de', evening, { offset: 120 })).toBe('3. Mai 2024');
  });

  it('knows days before 1970 and answers nothing for days that do not exist', () => {
    expect(formatDate('en', Date.UTC(1871, 0, 18))).toBe('January 18, 1871');
    expect(formatDate('en', 1e20)).toBe('');
    expect(formatMoment('en', Number.NaN)).toBe('');
  });

  it('shows a moment in a zone', () => {
    expect(plain(formatMoment('en', evening, 'Europe/Berlin'))).toBe('May 3, 2024, 9:05 PM');
  });

  it('writes numbers and sizes as the language does', () => {
    expect(formatNumber('de', 1234567.5)).toBe('1.234.567,5');
    expect(plain(formatNumber('fr', 1234))).toBe('1 234');
    expect(formatBytes('en', 0)).toBe('0 byte');
    expect(formatBytes('en', 999)).toBe('999 byte');
    expect(plain(formatBytes('de', 12_345_678))).toBe('12,3 MB');
    expect(plain(formatBytes('fr', 12_345_678))).toBe('12,3 Mo');
    expect(plain(formatBytes('en', 5_432_100_000_000))).toBe('5.4 TB');
  });

  it('takes a language that is none for English', () => {
    expect(formatNumber('not a language', 1234)).toBe('1,234');
  });
});
