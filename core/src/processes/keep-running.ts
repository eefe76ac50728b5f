import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@picturerail/sdk';
import { createBackoff } from './backoff.ts';
import type { Report } from './messages.ts';
import { type Ending, type Watched, watchProcess } from './watch-process.ts';

export interface Post {
  /** `web 1`, `jobs`. */
  readonly name: string;
  fork(): ChildProcess;
  hear(report: Report, child: ChildProcess): void;
  /** Asked when the process has ended before it ever did its work; false gives up. */
  mayRetry(ending: Ending): boolean;
}

export interface Kept {
  stop(): void;
  kill(): void;
  /** Resolves when the process is gone for good. */
  readonly over: Promise<void>;
}

/** Forks a process, and another one whenever it ends, until it is told to stop. */
export function keepRunning(post: Post, log: Log): Kept {
  const stopping = new AbortController();
  let current: Watched | null = null;

  const run = async () => {
    const backoff = createBackoff();
    while (!stopping.signal.aborted) {
      current = watchProcess(post.fork(), (report) => current && post.hear(report, current.child));
      const ending = await current.ended;
      current = null;
      if (stopping.signal.aborted || (!ending.wasReady && !post.mayRetry(ending))) return;
      const waitMs = backoff.next(ending.ranMs);
      log.warn(`The process "${post.name}" ended and is started again.`, { how: ending.failed ?? ending.how, inMs: waitMs });
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  return {
    stop: () => {
      stopping.abort();
      current?.stop();
    },
    kill: () => current?.kill(),
    over: run(),
  };
}
