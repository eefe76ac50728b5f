import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface Asked {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where there is one, it is posted. */
  readonly body?: string;
}

export interface Pace {
  /** Asked for in turn. */
  readonly requests: readonly Asked[];
  readonly perSecond: number;
}

export interface Paced {
  /** When it was due, epoch ms. */
  readonly due: number;
  /** From when it was due, not from when it could be sent: who waits in a queue waits. */
  readonly ms: number;
  /** 0 where nothing came back. */
  readonly status: number;
}

/** Requests at a fixed rate, whatever becomes of them, from a process of its own until it is stopped. */
export interface Pacing {
  stop(): Promise<readonly Paced[]>;
}

export function startPace(pace: Pace): Pacing {
  const child = fork(join(import.meta.dirname, 'pace-process.js'), { serialization: 'advanced' });
  const over = new Promise<readonly Paced[]>((resolve, reject) => {
    child.once('message', (message) => resolve(message as readonly Paced[]));
    child.once('exit', (code) => reject(new Error(`Asking ${pace.perSecond} times a second ended early with code ${code}.`)));
  });
  // Whoever stops it hears of it; nobody may do so before it ends by itself.
  over.catch(() => {});
  child.send(pace);
  return {
    stop: () => {
      if (child.connected) child.send('stop');
      return over;
    },
  };
}
