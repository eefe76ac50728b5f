import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { engineNames } from '../options.ts';
import { withBufferPool } from '../with-buffer-pool.ts';
import { type EngineImported, measureImport, withLibraries } from './import/measure-import.ts';

/** The command that takes folders in, with the plugin metadata active: in place, by copying, and once more over what it knows. */
export const importing: Measure = {
  name: 'import',
  title: 'Import',
  measure: async (bench) => {
    const measured: EngineImported[] = [];
    await withLibraries(bench, async (libraries) => {
      for (const engine of bench.engines)
        await withBufferPool(bench, engine, async () => {
          bench.say(`import, ${engineNames[engine]}`);
          measured.push(await measureImport(bench, engine, libraries));
        });
    });
    return { text: textOf(measured), aims: measured.flatMap(aimsOf) };
  },
};

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
const figure = (value: number) => Math.round(value).toLocaleString('en');

function textOf(measured: readonly EngineImported[]): string {
  const rows = measured.map(({ engine, inPlace, again, copied, control, unsafe, few, many }) => [
    engineNames[engine],
    figure(inPlace),
    figure(again),
    copied.toFixed(1),
    control.toFixed(1),
    (copied / control).toFixed(2),
    `${unsafe.toFixed(1)} (${(copied / unsafe).toFixed(2)})`,
    `${megabytes(few.held)} / ${megabytes(many.held)}`,
    `${megabytes(few.heldByChildren)} / ${megabytes(many.heldByChildren)}`,
  ]);
  const head = ['Database', 'In place', 'Again', 'Copied', 'Copy + SHA-256', 'Ratio', 'Without synchronising', 'Held, few / many', 'Decode processes'];
  return `Files a second; the start of the command is not in it. In place and again: JPEGs of 1200 x 900 with EXIF, until the last one can be browsed.
Copied: JPEGs of 12 megapixels, taken by their headers and decoded afterwards (which is not in it), against a script that copies and hashes the same files two at once
and synchronises each to the disk, as an import does before it says that it has a picture; and against the same without synchronising, which measures memory.
Held: the most that the importing process held (PSS) with 1,000 files and with the many.

${markdownTable(head, rows, { left: 1 })}`;
}

const aimsOf = ({ engine, inPlace, again, copied, control, few, many }: EngineImported): Aim[] => [
  aim(`in place, ${engineNames[engine]}`, 'at least 800 files/s', figure(inPlace), inPlace >= 800),
  aim(`again, ${engineNames[engine]}`, 'at least 5,000 files/s', figure(again), again >= 5_000),
  aim(`copying, ${engineNames[engine]}`, 'at least 0.6 of copy + SHA-256', (copied / control).toFixed(2), copied / control >= 0.6),
  aim(`memory of many files to that of 1,000, ${engineNames[engine]}`, 'at most 1.25', (many.held / few.held).toFixed(2), many.held / few.held <= 1.25),
];

const aim = (what: string, wanted: string, found: string, holds: boolean): Aim => ({ what, aim: wanted, found, holds });
