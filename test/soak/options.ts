import { parseArgs } from 'node:util';

export interface Options {
  /** Names of parts; empty: all of them. */
  readonly only: readonly string[];
  /** What all parts together may take; what is then still under way has failed, and what has not begun is not run. */
  readonly minutes: number;
}

export const usage = `npm run soak -- [--only property,canary] [--minutes 60]

Runs the long tests, test/soak/<part>.soak.ts, two parts at a time, and writes what came of each to test/soak/RESULTS.md.
The exit code is 0 only if every test of every part ran and passed. Needs TEST_DATABASE_URL (such as
mysql://root@127.0.0.1:3306) and TEST_PHOTOS (a folder that holds library/, broken/ and odd-metadata/).`;

export function readOptions(args: readonly string[], parts: readonly string[]): Options | null {
  const { values } = parseArgs({ args: [...args], options: { help: { type: 'boolean' }, only: { type: 'string' }, minutes: { type: 'string' } } });
  if (values.help) return null;
  const only = values.only?.split(',') ?? [];
  const unknown = only.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new Error(`--only names "${unknown}", but the parts are ${parts.join(', ')}.`);
  const minutes = Number(values.minutes ?? 60);
  if (!(minutes > 0)) throw new Error(`--minutes is "${values.minutes}", but has to be a number above 0.`);
  return { only, minutes };
}
