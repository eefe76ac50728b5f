import { leaksOf, placesOf, sourceLine } from '#kernel';
import type { Finding } from './finding.ts';
import { changed, look, pathsOf } from './pages.ts';
import type { Stage } from './stage.ts';

const times = 20;

/** Off and on twenty times: pages are as before, off as if it had never been there, and nothing is left behind. */
export async function checkToggle(stage: Stage): Promise<Finding[]> {
  const { id, dir } = stage.original;
  const paths = pathsOf(stage);
  const on = await look(stage, paths);
  await stage.deactivate(id);
  const off = await look(stage, paths);
  await stage.activate(id);

  const places = placesOf(dir);
  const placeOf = (stack: string) => sourceLine(places, stack);
  const toggle = async () => {
    await stage.deactivate(id);
    const state = await stage.activate(id);
    if (state?.state !== 'active') throw new Error(state && 'reason' in state ? state.reason : 'it did not start again');
  };
  const leaks = await leaksOf(toggle, { placeOf, times });
  const onAgain = changed(on, await look(stage, paths));
  await stage.deactivate(id);
  const offAgain = changed(off, await look(stage, paths));
  await stage.activate(id);
  return [
    ...leaks.map<Finding>(({ what, more, at }) => ({
      check: 'toggle',
      problem: `After it was switched off and on ${times} times there is more of ${what} than before (${more})${at === null ? '' : `, made at ${at}`}.`,
      fix: 'Use `rail.timers`, or end what `setup` begins in `rail.onDispose`.',
    })),
    ...onAgain.map((path) => other(path, 'on again')),
    ...offAgain.map((path) => other(path, 'off')),
  ];
}

const other = (path: string, when: string): Finding => ({
  check: 'toggle',
  problem: `The page ${path} is another after the plugin was switched ${when}.`,
  fix: 'Keep nothing in variables of modules that a next `setup` would find there.',
});
