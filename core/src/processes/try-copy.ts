import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '#config';
import { copyEndsProcess, copyFailed, copyHangs } from './errors.ts';
import type { Report } from './messages.ts';
import { type TrialOrder, trialMs } from './run-trial.ts';

/** Built files, from the sources as well as from themselves. */
const entry = join(import.meta.dirname, '../../dist/main.js');

/** Starts a copy of a plugin or theme in a process of its own. Errors: `copy-failed`, `copy-hangs`, `copy-ends-process`. */
export async function tryCopy(config: Config, id: string, folder: string | null): Promise<void> {
  const child = fork(entry, ['trial'], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2_000);
  });
  let outcome: string | null | undefined;
  child.on('message', (message: Report) => {
    if (message.type === 'tried') outcome = message.problem;
    if (message.type === 'failed') outcome = message.message;
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, trialMs);
  child.send({ config, id, folder } satisfies TrialOrder);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  if (outcome === null) return;
  if (outcome !== undefined) throw copyFailed(id, outcome);
  throw late ? copyHangs(id, trialMs) : copyEndsProcess(id, signal ?? `exit code ${code}`, lastWords(said));
}

/** Of what a process has said that Node ended for an error, the error; else its last line. */
function lastWords(said: string): string {
  const lines = said.trim().split('\n');
  return lines.findLast((line) => /^(?:\w*Error\b|Uncaught\b)/.test(line)) ?? lines.at(-1) ?? '';
}
