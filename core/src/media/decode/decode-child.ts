import { type ChildProcess, fork } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';
import path from 'node:path';
import type { Answer, DecodeTask } from './protocol.ts';

/** How a task ended: an answer, or the death of the process that worked on it. */
export type Outcome = { readonly answer: Answer } | { readonly died: string; readonly exit: number | null };

/** One decode process as its parent holds it. */
export interface DecodeChild {
  readonly pid: number;
  /** Resolves always; one task at a time. */
  run(task: DecodeTask): Promise<Outcome>;
  /** Ends it now; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  /** The script to fork. */
  readonly entry: string;
  /** For temporary files of the decoder and its fonts. */
  readonly tmpDir: string;
  /** Told when the process has gone by itself while it had nothing to do. */
  readonly gone: (child: DecodeChild) => void;
}

/** Built files, from the sources as well as from themselves. */
export const defaultEntry = path.join(import.meta.dirname, '../../../dist/processes/decode.js');

const saidAtMost = 500;

/** Starts a decode process. Unused, it does not keep its parent alive. */
export function startDecodeChild({ entry, tmpDir, gone }: ChildOptions): DecodeChild {
  const process_ = fork(entry, {
    serialization: 'advanced',
    // One arena keeps what native threads freed usable for the next picture: 175 MB instead of 250 on 12 megapixels.
    env: { MALLOC_ARENA_MAX: '1', TMPDIR: tmpDir, XDG_CACHE_HOME: tmpDir, HOME: tmpDir },
    execArgv: ['--max-old-space-size=128', '--max-semi-space-size=2'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  yieldToParent(process_.pid);
  return new Child(process_, gone);
}

/** Pages are answered by processes that should not wait for a picture; said from here, it holds for all threads. */
function yieldToParent(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(19, getPriority() + 5));
  } catch {
    // Some containers forbid it; then decoding is merely as urgent as the rest.
  }
}

class Child implements DecodeChild {
  private readonly process: ChildProcess;
  private readonly exited: Promise<void>;
  private said = '';
  private settle: ((outcome: Outcome) => void) | null = null;
  private over: Outcome | null = null;

  constructor(child: ChildProcess, gone: (child: DecodeChild) => void) {
    this.process = child;
    child.stderr?.on('data', (text: Buffer) => {
      this.said = (this.said + text.toString()).slice(-saidAtMost);
    });
    this.exited = new Promise((resolve) => {
      const ended = (exit: number | null, died: string) => {
        this.over ??= { died, exit };
        resolve();
        if (this.settle === null) gone(this);
        else this.finish(this.over);
      };
      child.once('error', (error) => ended(null, error.message));
      child.once('exit', (code, signal) => ended(code, signal === null ? `exit code ${code}${this.said && `: ${this.said.trim()}`}` : `signal ${signal}`));
    });
    child.on('message', (message: Answer | 'ready') => {
      if (message !== 'ready') this.finish({ answer: message });
    });
    this.letParentGo();
  }

  get pid(): number {
    return this.process.pid ?? -1;
  }

  run(task: DecodeTask): Promise<Outcome> {
    if (this.over !== null) return Promise.resolve(this.over);
    this.process.ref();
    this.process.channel?.ref();
    return new Promise((resolve) => {
      this.settle = resolve;
      // A process that is just dying is told of by its exit.
      this.process.send(task, () => {});
    });
  }

  async kill(): Promise<void> {
    // Its end is waited for, also where nothing else keeps this process alive.
    this.process.ref();
    this.process.kill('SIGKILL');
    await this.exited;
  }

  private finish(outcome: Outcome): void {
    const settle = this.settle;
    this.settle = null;
    this.letParentGo();
    settle?.(outcome);
  }

  private letParentGo(): void {
    this.process.unref();
    this.process.channel?.unref();
    (this.process.stderr as unknown as { unref(): void } | null)?.unref();
  }
}
