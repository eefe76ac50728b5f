import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sentenceOf } from '../errors.ts';
import type { Package } from '../packages/package.ts';
import { importExits, importHangs, importHasNoSetup, importThrows } from './errors.ts';

/** Built files, from the sources as well as from themselves. */
const trial = join(import.meta.dirname, '../../../dist/kernel/install/trial-process.js');

/** As long as `setup` may take. */
const importMs = 5_000;

/** Exit code of Node when nothing is left to do but an `await` at the top of a module. */
const neverSettled = 13;

type Outcome = { readonly setup: boolean } | { readonly thrown: string };

/**
 * Imports a plugin's entry once in a process of its own, which has no variable of this one's environment. A theme has
 * no code. Errors: `plugin-import-throws`, `plugin-import-hangs`, `plugin-import-exits`, `plugin-import-no-setup`.
 */
export async function tryImport({ id, dir, manifest }: Package): Promise<void> {
  if (manifest.kind === 'theme' || manifest.entry === undefined) return;
  const entry = join(dir, manifest.entry);
  const child = fork(trial, [entry, String(importMs + 1_000)], { env: {}, execArgv: [], cwd: dir, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const said = listen(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), importMs);
  let outcome: Outcome | null = null;
  child.once('message', (message: Outcome) => {
    outcome = message;
    if ('setup' in message) child.kill('SIGKILL');
  });
  const began = performance.now();
  const [exit, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  refuse(outcome, {
    id,
    dir,
    entry,
    said: said(),
    hung: performance.now() - began >= importMs,
    end: signal ?? `code ${exit}`,
    unsettled: exit === neverSettled,
  });
}

interface Trial {
  readonly id: string;
  readonly dir: string;
  readonly entry: string;
  /** Its standard error. */
  readonly said: string;
  readonly hung: boolean;
  readonly unsettled: boolean;
  readonly end: string;
}

function refuse(outcome: Outcome | null, { id, dir, entry, said, hung, unsettled, end }: Trial): void {
  if (outcome === null) throw hung || unsettled ? importHangs(id, importMs) : importExits(id, end);
  if ('thrown' in outcome) throw importThrows(id, placeIn(said, dir) ?? entry, sentenceOf(outcome.thrown));
  if (!outcome.setup) throw importHasNoSetup(id, entry);
}

const heardAtMost = 100_000;

function listen(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    if (said.length < heardAtMost) said += text.toString();
  });
  return () => said;
}

/** The first file of the package that Node names with a line: `dist/index.js:3`. */
function placeIn(said: string, dir: string): string | null {
  const base = `${pathToFileURL(dir).href}/`;
  const at = said.indexOf(base);
  return at < 0 ? null : (/^\S+?:\d+/.exec(said.slice(at + base.length))?.[0] ?? null);
}
