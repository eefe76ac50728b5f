import { parseArgs } from 'node:util';
import { measures } from './measures.ts';

export type Engine = 'sqlite' | 'mysql';

export const engineNames: Readonly<Record<Engine, string>> = { sqlite: 'SQLite', mysql: 'MariaDB' };

export interface Options {
  /** The full form: every size, and as many rounds as figures to be written down take. */
  readonly full: boolean;
  /** Names of measures. */
  readonly only: readonly string[];
  readonly engines: readonly Engine[];
  /** Images in the galleries. */
  readonly sizes: readonly number[];
  /** Rounds of each measurement; every rival runs once a round, and medians are taken. */
  readonly runs: number;
  /** Of each run. */
  readonly seconds: number;
  /** Write the sections measured to test/bench/RESULTS.md. */
  readonly write: boolean;
  /** Address of a MariaDB server. */
  readonly mysqlUrl: string | undefined;
  /** Folder in which filled places are kept for the next run. */
  readonly keep: string | null;
}

const forms = {
  quick: { sizes: [1_000, 10_000], runs: 3, seconds: 0.3 },
  full: { sizes: [1_000, 10_000, 100_000, 1_000_000], runs: 5, seconds: 0.65 },
};

export const usage =
  (): string => `npm run bench -- [--quick | --full] [--only pages,...] [--engine sqlite|mysql] [--sizes 1000,10000] [--runs 5] [--seconds 2] [--write]

Measures the gallery against controls that do less, each beside the other in the same run. --quick (what it does without a word) takes
minutes, --full the better part of an hour. MariaDB is measured where TEST_DATABASE_URL (such as mysql://root@127.0.0.1:3306) is set.

  --only     measures by name: ${measures.map(({ name }) => name).join(', ')}
  --engine   one database instead of both
  --sizes    images in the galleries that are filled (rows, not files); default ${forms.quick.sizes.join()}, with --full ${forms.full.sizes.join()}
  --runs     rounds, of which medians are taken; default ${forms.quick.runs}, with --full ${forms.full.runs}
  --seconds  of each run; default ${forms.quick.seconds}, with --full ${forms.full.seconds}
  --write    puts what was measured into test/bench/RESULTS.md and leaves the other sections as they are

BENCH_KEEP names a folder in which filled galleries are kept for the next run (on MariaDB in databases named picturerail_bench_kept_...).`;

/** Null where the usage is asked for. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      write: { type: 'boolean' },
      only: { type: 'string' },
      engine: { type: 'string' },
      sizes: { type: 'string' },
      runs: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  if (values.help) return null;
  if (values.quick && values.full) throw new Error('--quick and --full were both given; give one of them.');
  const form = values.full ? forms.full : forms.quick;
  const mysqlUrl = env.TEST_DATABASE_URL || undefined;
  return {
    full: values.full ?? false,
    only: namesIn(values.only),
    engines: enginesOf(values.engine, mysqlUrl),
    sizes: values.sizes ? values.sizes.split(',').map((size) => whole('--sizes', size)) : form.sizes,
    runs: values.runs ? whole('--runs', values.runs) : form.runs,
    seconds: values.seconds ? secondsIn(values.seconds) : form.seconds,
    write: values.write ?? false,
    mysqlUrl,
    keep: env.BENCH_KEEP || null,
  };
}

function namesIn(only: string | undefined): string[] {
  const names = measures.map(({ name }) => name);
  if (only === undefined) return names;
  const wanted = only.split(',');
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`--only names "${unknown}", but the measures are ${names.join(', ')}.`);
  return names.filter((name) => wanted.includes(name));
}

function enginesOf(wanted: string | undefined, mysqlUrl: string | undefined): Engine[] {
  if (wanted === undefined) return mysqlUrl ? ['sqlite', 'mysql'] : ['sqlite'];
  if (wanted !== 'sqlite' && wanted !== 'mysql') throw new Error(`--engine is "${wanted}", but has to be sqlite or mysql.`);
  if (wanted === 'mysql' && !mysqlUrl) throw new Error('--engine mysql needs TEST_DATABASE_URL, such as mysql://root@127.0.0.1:3306.');
  return [wanted];
}

function whole(name: string, text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is "${text}", but has to be a whole number from 1.`);
  return value;
}

function secondsIn(text: string): number {
  const value = Number(text);
  if (!(value >= 0.1 && value <= 60)) throw new Error(`--seconds is "${text}", but has to be a number from 0.1 to 60.`);
  return value;
}
