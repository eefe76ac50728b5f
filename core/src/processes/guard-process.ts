import type { Log } from '@picturerail/sdk';
import { type Supervision, sentenceOf } from '#kernel';
import { reportAndWait } from './messages.ts';

/**
 * A promise nobody handles is written down and costs nothing more; an exception nobody catches may have left anything
 * half done, so the process ends and the supervisor replaces it. Whose code it was is remembered, also of who exits or hangs.
 */
export function guardProcess(log: Log, supervision: Supervision): void {
  supervision.watch();
  process.on('unhandledRejection', (reason) => {
    const blame = supervision.blame(reason);
    // One that comes with each page would fill the disk: the first, second, fourth, eighth ... is told.
    if (blame && !Number.isInteger(Math.log2(blame.count))) return;
    log.error('A promise was rejected and nobody handled it.', { ...blame, reason: textOf(reason) });
  });
  process.on('uncaughtException', (error) => {
    log.error('An exception was caught by nobody; this process ends.', { ...supervision.whose(error), reason: textOf(error) });
    process.exit(1);
  });
}

/** Says why this process cannot start, to the supervisor or on standard error, and ends it. */
export async function failToStart(error: unknown): Promise<never> {
  const message = error instanceof Error ? error.message : String(error);
  if (process.connected) await reportAndWait({ type: 'failed', message });
  else console.error(`picturerail: ${message}`);
  process.exit(1);
}

const textOf = (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : sentenceOf(reason));
