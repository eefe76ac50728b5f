import type { ChildProcess } from 'node:child_process';

/** A process that does a deed. */
export interface Doing {
  readonly pid: number;
  /** Resolves when its work begins, or it has ended before. */
  readonly begun: Promise<void>;
  readonly over: Promise<{ /** Null where it was killed. */ readonly code: number | null; readonly text: string }>;
  isOver(): boolean;
  kill(): void;
}

/** `says`: its work begins when it says "acting". */
export function doing(child: ChildProcess, says: boolean): Doing {
  let text = '';
  const over = new Promise<Awaited<Doing['over']>>((resolve) => child.once('close', (code) => resolve({ code, text })));
  const begun = new Promise<void>((resolve) => {
    if (!says) resolve();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part: Buffer) => {
        text += part.toString();
        if (text.includes('acting')) resolve();
      });
    }
    void over.then(() => resolve());
  });
  return { pid: child.pid ?? 0, begun, over, isOver: () => child.exitCode !== null || child.signalCode !== null, kill: () => void child.kill('SIGKILL') };
}
