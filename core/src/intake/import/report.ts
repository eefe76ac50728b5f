import { open } from 'node:fs/promises';
import { reportUnwritable } from '../errors.ts';
import type { Entry } from './entry.ts';
import type { Summary } from './summary.ts';

/** One line of JSON per file, written as the import goes, and the summary as the last. */
export interface Report {
  write(entry: Entry): Promise<void>;
  close(summary: Summary): Promise<void>;
}

const none: Report = { write: async () => undefined, close: async () => undefined };
const gathered = 2 ** 16;

export async function openReport(file: string | undefined): Promise<Report> {
  if (file === undefined) return none;
  const told = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw reportUnwritable(file, cause);
    });
  const handle = await told(open(file, 'w'));
  let lines = '';
  const flush = async () => {
    const text = lines;
    lines = '';
    await told(handle.appendFile(text));
  };
  return {
    write: async (entry) => {
      lines += `${JSON.stringify(entry)}\n`;
      if (lines.length >= gathered) await flush();
    },
    close: async (summary) => {
      lines += `${JSON.stringify({ summary })}\n`;
      await flush();
      await told(handle.close());
    },
  };
}
