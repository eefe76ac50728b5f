import { expect, it } from 'vitest';
import type { Frame } from './ask-main-thread.ts';
import { type HangEvidence, judgeHang } from './judge-hang.ts';

const plugins = [
  { id: 'maps', version: '1.0.0', places: ['file:///plugins/maps/', '/plugins/maps/'] },
  { id: 'tiles', version: '2.0.0', places: ['file:///plugins/tiles/'] },
];
const frame = (at: string, name = 'work', key = at): Frame => ({ at, name, key });
const core = frame('file:///core/dist/guard.js:1');
const maps = frame('file:///plugins/maps/src/index.js:12', 'draw');
const tiles = frame('file:///plugins/tiles/index.js:3?attempt=1:7', 'tile');
const judge = (stacks: readonly (readonly Frame[])[], place: HangEvidence['place'] = null) =>
  judgeHang({ plugins, testimony: { stacks, answer: undefined }, place }, 3_512);

it('names plugin, version, hook, file, line and function', () => {
  expect(judge([[frame('node:fs:1'), maps, core]], { plugin: 'maps', where: 'hook "images:list"' })).toEqual({
    plugin: 'maps',
    version: '1.0.0',
    reason: 'The plugin "maps" 1.0.0 held its process up for 3.5 s in hook "images:list", at src/index.js:12 (draw), so the process was ended.',
  });
});

it('does not take for it another plugin that it calls again and again', () => {
  expect(
    judge([
      [tiles, maps, core],
      [maps, core],
    ])?.plugin,
  ).toBe('maps');
  expect(
    judge([
      [tiles, maps, core],
      [frame('file:///core/x.js:2'), tiles, maps, core],
    ])?.plugin,
  ).toBe('tiles');
});

it('takes functions that changed their line for the same', () => {
  const line = (number: number) => frame(`file:///plugins/maps/index.js:${number}`, '', 'loop');
  expect(
    judge([
      [line(3), core],
      [line(4), core],
    ])?.reason,
  ).toContain('at index.js:3, so');
});

it('goes by whose code was called where no stack says so', () => {
  const place = { plugin: 'tiles', where: 'setup' };
  expect(judge([[core]], place)?.reason).toBe('The plugin "tiles" 2.0.0 held its process up for 3.5 s in setup, so the process was ended.');
  expect(judgeHang({ plugins, testimony: undefined, place }, 3_500)?.plugin).toBe('tiles');
});

it('accuses nobody where no plugin has a hand in it', () => {
  expect(judge([[core]])).toBeUndefined();
  expect(judgeHang({ plugins, testimony: undefined, place: null }, 3_500)).toBeUndefined();
});
