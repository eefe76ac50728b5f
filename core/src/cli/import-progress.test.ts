import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Entry, Progress } from '#intake';
import { duration } from './amounts.ts';
import { importProgress } from './import-progress.ts';

function listened() {
  const err = new PassThrough();
  let now = 0;
  const progress = importProgress({ out: new PassThrough(), err, in: process.stdin }, () => now);
  return { progress, pass: (ms: number) => (now += ms), said: () => String(err.read() ?? '') };
}

const counts = {
  added: 0,
  placed: 0,
  present: 0,
  known: 0,
  changed: 0,
  moved: 0,
  found: 0,
  missing: 0,
  vanished: 0,
  unread: 0,
  skipped: 0,
  refused: 0,
  failed: 0,
};
const at = (added: number, total: number | null): Progress => ({
  tally: { counts: { ...counts, added, skipped: 2 }, bytes: added * 1e6, albumsMade: 0 },
  total,
});
const added: Entry = { path: 'a.jpg', state: 'added', imageId: 1 };

it('where there is no terminal, progress is a line every five seconds with speed and time left', () => {
  const { progress, pass, said } = listened();
  pass(1_000);
  progress.show(added, at(8, null));
  expect(said()).toBe('');
  pass(9_000);
  progress.show(added, at(98, 400));
  expect(said()).toBe('100 of 400 files, 10 files/s, 9.8 MB/s, 2 passed over, 30 s left\n');
});

it('each file that was not taken is listed at once, with its reason', () => {
  const { progress, said } = listened();
  progress.show({ path: 'b/x.heic', state: 'unread', code: 'media-no-reader', reason: 'The file is a HEIC image: no plugin reads this yet.' }, at(1, null));
  progress.show({ path: '.DS_Store', state: 'skipped', code: 'import-hidden', reason: 'hidden' }, at(1, null));
  expect(said()).toBe('unread: b/x.heic: The file is a HEIC image: no plugin reads this yet.\n');
});

it('durations are read at a glance', () => {
  expect([0.4, 59.6, 200, 7_500].map(duration)).toEqual(['0 s', '1 min 0 s', '3 min 20 s', '2 h 5 min']);
});
