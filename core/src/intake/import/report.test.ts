import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openReport } from './report.ts';
import { countEntry, newTally } from './summary.ts';

it('a report has a line of JSON for each file and the summary as the last', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'picturerail-report-'));
  const file = path.join(dir, 'report.jsonl');
  const report = await openReport(file);
  const tally = newTally();
  const entries = [
    { path: 'a/1.jpg', state: 'added' as const, imageId: 4, bytes: 10 },
    { path: 'a/2\u2028.jpg', state: 'refused' as const, code: 'media-damaged', reason: 'It is "damaged".' },
  ];
  for (const entry of entries) {
    countEntry(tally, entry);
    await report.write(entry);
  }
  await report.close({ folder: '/photos', ...tally, unready: 0, seconds: 1, interrupted: false });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.slice(0, 2).map((line) => JSON.parse(line))).toEqual(entries);
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ summary: { folder: '/photos', bytes: 10, counts: { added: 1, refused: 1, known: 0 } } });
  await rm(dir, { recursive: true });
});

it('a report that cannot be written says so before anything is imported', async () => {
  await expect(openReport('/nowhere/report.jsonl')).rejects.toThrow('"/nowhere/report.jsonl" cannot be written');
});
