import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

async function read(chunks: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  for await (const lines of linesOf(Readable.from(chunks))) found.push(...lines);
  return found;
}

it('lines come out whole however they were cut, and what follows the last break is left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''))), fc.nat(20), async (lines, size) => {
      const bytes = Buffer.from(`${lines.map((line) => `${line}\n`).join('')}cut o`);
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size + 1) chunks.push(bytes.subarray(at, at + size + 1));
      expect(await read(chunks)).toEqual(lines);
    }),
  );
});
