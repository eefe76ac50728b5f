import { Command, InvalidArgumentError, Option } from 'commander';
import { type Job, type JobState, jobStates } from '#jobs';
import type { Cli } from './cli.ts';
import { noJob } from './errors.ts';
import { print, printJson, printTable, say } from './terminal.ts';

interface ListOptions {
  readonly state?: JobState;
  readonly limit: number;
  readonly json?: boolean;
}

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return number;
};

export const jobsCommand = (cli: Cli): Command => {
  const jobs = new Command('jobs').description('work that outlives a request: derivatives, what plugins do afterwards');
  jobs
    .command('list')
    .description('jobs, newest first')
    .addOption(new Option('--state <state>', 'only these').choices([...jobStates]))
    .option('--limit <n>', 'at most so many', positive, 50)
    .option('--json', 'print JSON')
    .action(({ state, limit, json }: ListOptions) =>
      cli.withoutPlugins(async (house) => {
        const found = await house.jobs.list(state ? { state, limit } : { limit });
        if (json) return printJson(cli.terminal, found);
        printTable(cli.terminal, ['id', 'job', 'state', 'attempts', 'progress', 'error'], found.map(rowOf));
        const counts = await house.jobs.counts();
        say(cli.terminal, jobStates.map((name) => `${counts[name]} ${name}`).join(', '));
      }),
    );
  jobs
    .command('run')
    .description('do all that is due, here and now, and what it brings about; a server beside it shares the work')
    .action(() =>
      cli.inGallery(async (house) => {
        const stop = new AbortController();
        const end = () => stop.abort();
        process.once('SIGINT', end);
        process.once('SIGTERM', end);
        const done = await house.jobs.runAll({ signal: stop.signal });
        const { failed } = await house.jobs.counts();
        print(
          cli.terminal,
          `${done} ${done === 1 ? 'job' : 'jobs'} run.${failed > 0 ? ` ${failed} failed for good; "jobs list --state failed" shows them.` : ''}`,
        );
      }),
    );
  jobs
    .command('retry [id]')
    .description('try a failed job again, or all of them')
    .action((id: string | undefined) =>
      cli.withoutPlugins(async (house) => {
        const retried = await house.jobs.retry(id === undefined ? {} : { id: Number(id) });
        if (id !== undefined && retried === 0) throw noJob(id);
        print(cli.terminal, `${retried} ${retried === 1 ? 'job waits' : 'jobs wait'} for the next attempt.`);
      }),
    );
  return jobs;
};

const rowOf = ({ id, name, state, attempts, done, total, error }: Job) => [
  id,
  name,
  state,
  attempts,
  total === null ? '' : `${done ?? 0}/${total}`,
  error ?? '',
];
