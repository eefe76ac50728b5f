import type { Log } from '@picturerail/sdk';
import { reportAndWait } from './messages.ts';

/** Whose code runs: the kernel knows. */
type Whose = (error: unknown) => { readonly plugin: string; readonly where: string } | undefined;

/**
 * A promise nobody handles is written down and costs nothing more; an exception nobody catches may have left anything
 * half done, so the process ends and the supervisor replaces it.
 */
export function guardProcess(log: Log, whose: Whose): void {
  process.on('unhandledRejection', (reason) => log.error('A promise was rejected and nobody handled it.', { ...whose(reason), reason: textOf(reason) }));
  process.on('uncaughtException', (error) => {
    log.error('An exception was caught by nobody; this process ends.', { ...whose(error), reason: textOf(error) });
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

const textOf = (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
