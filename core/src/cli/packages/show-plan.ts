import type { Asked, Plan } from '#kernel';
import type { Cli } from '../cli.ts';
import { say } from '../terminal.ts';

const asked = ({ name, why, hosts }: Asked): string => `  ${name}${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''}: ${why}`;

/** What is about to happen, before it does. */
export function showPlan(cli: Cli, plan: Plan): void {
  const { id, from, to, direction, asksAnew } = plan;
  const change = {
    install: `"${id}" ${to} will be installed.`,
    update: `"${id}" will be updated from ${from} to ${to}.`,
    back: `"${id}" will go back from ${from} to ${to}.`,
    same: `"${id}" ${to} will be replaced by other files of the same version.`,
  };
  say(cli.terminal, change[direction]);
  if (asksAnew.length > 0) {
    const once = direction === 'install' ? 'It runs with all rights of the server. It says that it uses:' : 'Beyond what it used so far, it says that it uses:';
    say(cli.terminal, once);
    for (const one of asksAnew) say(cli.terminal, asked(one));
  }
  const data = dataOf(plan);
  if (data !== null) say(cli.terminal, data);
}

function dataOf({ active, direction, movesData, keepsNewerData, to }: Plan): string | null {
  if (movesData) return `Its data follow to ${to}${active ? '' : ' when it is activated'}; they are only added to, so that going back stays possible.`;
  if (!keepsNewerData) return null;
  return direction === 'back' ? 'Only its code goes back: its data stay as they are.' : 'Its data are of a newer version, and stay as they are.';
}

/** What to say when it has happened: `later`, while no gallery is running. */
export function changed(plan: Plan): { readonly done: string; readonly later: string } {
  const { id, to, direction, active, kind } = plan;
  const one = `"${id}" ${to}`;
  if (direction === 'install') {
    const done = `${one} is installed. ${kind === 'theme' ? `To show the gallery in it, run: picturerail theme use ${id}` : `To activate it, run: picturerail plugin activate ${id}`}`;
    return { done, later: done };
  }
  const undo = `${undoing(plan)}, run: picturerail plugin rollback ${id}`;
  const waits = `${one} is in place${kind === 'theme' ? '' : ', but not active'}. ${undo}`;
  return active ? { done: `${one} runs now. ${undo}`, later: `${one} will run as soon as the gallery is started. ${undo}` } : { done: waits, later: waits };
}

function undoing({ direction, from }: Plan): string {
  if (direction === 'same') return 'To go back to the files before';
  return direction === 'back' ? `To have ${from} again` : `To go back to ${from}`;
}
