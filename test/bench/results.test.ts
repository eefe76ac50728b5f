import { expect, it } from 'vitest';
import { replaceSection, sectionText } from './results.ts';

const on = { machine: 'an abacus', date: '2026-11-21', commit: 'abc1234', load: 0.25 };
const section = (name: string, text: string) => sectionText({ name, title: `About ${name}` }, { text, aims: [] }, on);

it('a section takes the place of the one with its name, and leaves the others alone', () => {
  const first = replaceSection('# Results\n', 'pages', section('pages', 'Old.'));
  const both = replaceSection(first, 'media', section('media', 'Bytes.'));
  const again = replaceSection(both, 'pages', section('pages', 'New, and it cost $& and $1.'));
  expect(again).toBe(both.replace('Old.', () => 'New, and it cost $& and $1.'));
  expect(again.indexOf('About pages')).toBeLessThan(again.indexOf('About media'));
});

it('a section says where and when, and which aims hold', () => {
  const aims = [
    { what: 'album page', aim: 'at least 0.65', found: '0.70', holds: true },
    { what: 'home', aim: 'at least 0.65', found: '0.60', holds: false },
  ];
  const text = sectionText({ name: 'pages', title: 'Pages' }, { text: 'Text.', aims }, on);
  expect(text).toContain('2026-11-21 at abc1234, on an abacus; load average 0.3');
  expect(text).toContain('| album page | at least 0.65 | 0.70  | yes   |');
  expect(text).toContain('| home       | at least 0.65 | 0.60  | no    |');
});

it('a mark without the other one is an error', () => {
  expect(() => replaceSection('<!-- pages -->\n', 'pages', 'x')).toThrow('without the other one');
});
