import type { Finding } from './finding.ts';
import { broken, look, pathsOf } from './pages.ts';
import type { Stage } from './stage.ts';

const reasonOf = (state: Awaited<ReturnType<Stage['activate']>>): string => (state && 'reason' in state ? state.reason : 'it did not start');

/** It starts, pages are there with it, and nothing of it failed while they were made. */
export async function checkStart(stage: Stage): Promise<Finding[]> {
  const { original, house } = stage;
  const state = await stage.activate(original.id);
  if (state?.state !== 'active') {
    return [
      {
        check: 'start',
        problem: `The plugin does not start: ${reasonOf(state)}`,
        fix: 'Mend what the sentence names; `setup` only registers, and has 5 seconds.',
      },
    ];
  }
  await stage.add(stage.albums.small, 1);
  await house.jobs.runAll();
  const gone = broken(await look(stage, pathsOf(stage)));
  const strikes = house.kernel.inspect(original.id)?.strikes ?? [];
  const failed = await house.jobs.list({ state: 'failed', limit: 5 });
  return [
    ...gone.map<Finding>((path) => ({
      check: 'pages',
      problem: `The page ${path} cannot be shown with it.`,
      fix: 'Look at the faults that are named beside this.',
    })),
    ...strikes.map<Finding>(({ where, last }) => ({
      check: 'pages',
      problem: `It failed in ${where}: ${last}`,
      fix: 'Mend it there; visitors saw the page without it.',
    })),
    ...failed.map<Finding>(({ name, error }) => ({
      check: 'pages',
      problem: `Its job "${name}" failed: ${error}`,
      fix: 'Mend it there; a job is tried five times.',
    })),
  ];
}
