import type { ChildProcess } from 'node:child_process';
import { hangsAfterMs, startsWithinMs } from './heartbeat.ts';
import { order, type Report } from './messages.ts';

export interface Watched {
  readonly child: ChildProcess;
  /** Resolves when it is gone. */
  readonly ended: Promise<Ending>;
  stop(): void;
  kill(): void;
}

export interface Ending {
  readonly ranMs: number;
  /** It did its work before it ended. */
  readonly wasReady: boolean;
  /** The sentence it left when it could not start. */
  readonly failed: string | null;
  /** Exit code or signal, or that the watchdog did it. */
  readonly how: string;
}

const lookEveryMs = 500;

/** Listens for the beats of a process and kills it when they stay away. */
export function watchProcess(child: ChildProcess, hear: (report: Report) => void): Watched {
  const startedAt = performance.now();
  let beatAt = startedAt;
  let lookedAt = startedAt;
  let wasReady = false;
  let hung = false;
  let failed: string | null = null;

  const watchdog = setInterval(() => {
    const now = performance.now();
    // The machine slept, or this process did not get its turn: the others could not be heard either.
    if (now - lookedAt > 4 * lookEveryMs) beatAt = now;
    lookedAt = now;
    if (now - beatAt < (wasReady ? hangsAfterMs : startsWithinMs)) return;
    hung = true;
    child.kill('SIGKILL');
  }, lookEveryMs);

  child.on('message', (message: Report) => {
    beatAt = performance.now();
    if (message.type === 'ready') wasReady = true;
    if (message.type === 'failed') failed = message.message;
    hear(message);
  });

  const ended = new Promise<Ending>((resolve) => {
    const end = (how: string) => {
      clearInterval(watchdog);
      resolve({ ranMs: performance.now() - startedAt, wasReady, failed, how: hung ? 'the watchdog, because it did not answer' : how });
    };
    child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
    child.once('error', (error) => end(error.message));
  });

  return { child, ended, stop: () => order(child, 'stop'), kill: () => child.kill('SIGKILL') };
}
