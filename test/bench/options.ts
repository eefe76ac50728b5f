import { parseArgs } from 'node:util';

export type Engine = 'sqlite' | 'mysql';

export interface Options {
  readonly sizes: readonly number[];
  readonly engines: readonly Engine[];
  /** Rounds of each measurement; every rival runs once a round, and medians are taken. */
  readonly runs: number;
  readonly seconds: number;
  /** Write test/bench/RESULTS.md. */
  readonly write: boolean;
}

const forms = {
  quick: { sizes: [1_000, 10_000], runs: 3, seconds: 3 },
  usual: { sizes: [1_000, 10_000, 100_000], runs: 5, seconds: 5 },
  full: { sizes: [1_000, 10_000, 100_000, 1_000_000], runs: 5, seconds: 10 },
};

export const usage = `npm run bench -- [--quick | --full] [--engine sqlite|mysql] [--sizes 1000,10000] [--runs 5] [--seconds 5] [--write]

Fills a database with images (rows, not files), serves it, and measures the album page of 60 as a visitor with 8 connections
against a control: koa, the same statements by the plain driver, the same compiled template; no sessions, hooks or menus.
MariaDB is measured where TEST_DATABASE_URL (such as mysql://root@127.0.0.1:3306) is set.`;

export function readOptions(args: readonly string[], mysqlUrl: string | undefined): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      help: { type: 'boolean' },
      write: { type: 'boolean' },
      engine: { type: 'string' },
      sizes: { type: 'string' },
      runs: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  if (values.help) return null;
  const form = values.quick ? forms.quick : values.full ? forms.full : forms.usual;
  return {
    sizes: values.sizes ? values.sizes.split(',').map((size) => whole('--sizes', size)) : form.sizes,
    engines: enginesOf(values.engine, mysqlUrl),
    runs: values.runs ? whole('--runs', values.runs) : form.runs,
    seconds: values.seconds ? whole('--seconds', values.seconds) : form.seconds,
    write: values.write ?? false,
  };
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
