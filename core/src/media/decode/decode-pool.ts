import { GalleryError, type Log } from '@picturerail/sdk';
import { decoderClosed, decoderDied, decoderUnavailable, decodingTooSlow } from '../errors.ts';
import { type DecodeChild, defaultEntry, type Outcome, startDecodeChild } from './decode-child.ts';
import { type Answer, type DecodeTask, noEngineExit, type ResultOf } from './protocol.ts';

export interface PoolOptions {
  /** Processes at once. */
  readonly size: number;
  readonly tmpDir: string;
  readonly log: Log;
  /** A process that has grown beyond this is replaced. */
  readonly recycleMb?: number;
  /** A process that had nothing to do for so long is ended. */
  readonly idleMs?: number;
  readonly entry?: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Somebody waits for it: goes before all that is done ahead of time. */
  readonly urgent?: boolean;
}

/** Decode processes, started when there is work, replaced when they die, hang or grow, ended when there is none. */
export interface DecodePool {
  readonly size: number;
  run<T extends DecodeTask>(task: T, options?: RunOptions): Promise<ResultOf<T>>;
  /** Ids of the processes that are alive, for those who measure. */
  pids(): number[];
  close(): Promise<void>;
}

interface Waiting {
  readonly task: DecodeTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
  deaths: number;
}

/** A file that ends the process this often is to blame itself. */
const deathsAtMost = 2;

export function createDecodePool(options: PoolOptions): DecodePool {
  return new Pool(options);
}

class Pool implements DecodePool {
  readonly size: number;
  private readonly options: Required<PoolOptions>;
  private readonly urgent: Waiting[] = [];
  private readonly patient: Waiting[] = [];
  private readonly idle: { readonly child: DecodeChild; readonly timer: NodeJS.Timeout }[] = [];
  private readonly alive = new Set<DecodeChild>();
  private readonly dying = new Set<Promise<void>>();
  private busy = 0;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = { recycleMb: 250, idleMs: 5_000, entry: defaultEntry, ...options };
    this.size = Math.max(1, options.size);
  }

  run<T extends DecodeTask>(task: T, { signal, urgent = false }: RunOptions = {}): Promise<ResultOf<T>> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(decoderClosed());
      if (signal?.aborted) return reject(signal.reason);
      const withdraw = () => this.withdraw(waiting);
      // One signal may stand for a hundred thousand tasks.
      const forgetting =
        <A>(end: (value: A) => void) =>
        (value: A) => {
          signal?.removeEventListener('abort', withdraw);
          end(value);
        };
      const waiting: Waiting = { task, signal, resolve: forgetting(resolve), reject: forgetting(reject), deaths: 0 };
      (urgent ? this.urgent : this.patient).push(waiting);
      signal?.addEventListener('abort', withdraw, { once: true });
      this.next();
    });
  }

  pids(): number[] {
    return [...this.alive].map((child) => child.pid);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of [...this.urgent.splice(0), ...this.patient.splice(0)]) waiting.reject(decoderClosed());
    for (const { timer } of this.idle.splice(0)) clearTimeout(timer);
    for (const child of [...this.alive]) this.retire(child);
    await Promise.all(this.dying);
  }

  private next(): void {
    while (this.busy < this.size) {
      const waiting = this.urgent.shift() ?? this.patient.shift();
      if (waiting === undefined) return;
      this.busy += 1;
      void this.work(waiting).finally(() => {
        this.busy -= 1;
        this.next();
      });
    }
  }

  private async work(waiting: Waiting): Promise<void> {
    const child = this.takeChild();
    const ended = await watched(child, waiting);
    if (typeof ended === 'object' && 'answer' in ended) {
      this.giveBack(child, ended.answer);
      deliver(waiting, ended.answer);
      return;
    }
    this.retire(child);
    const error = this.closed ? decoderClosed() : failureOf(waiting, ended, this.options.log);
    if (error === null) this.urgent.unshift(waiting);
    else waiting.reject(error);
  }

  private takeChild(): DecodeChild {
    const waiting = this.idle.pop();
    if (waiting !== undefined) {
      clearTimeout(waiting.timer);
      return waiting.child;
    }
    const { entry, tmpDir } = this.options;
    const child = startDecodeChild({ entry, tmpDir, gone: (gone) => this.drop(gone) });
    this.alive.add(child);
    return child;
  }

  private giveBack(child: DecodeChild, { rssMb, spent }: Answer): void {
    if (this.closed || spent || rssMb > this.options.recycleMb) {
      this.retire(child);
      return;
    }
    const timer = setTimeout(() => this.retire(child), this.options.idleMs);
    timer.unref();
    this.idle.push({ child, timer });
  }

  private retire(child: DecodeChild): void {
    this.drop(child);
    const dying: Promise<void> = child.kill().finally(() => this.dying.delete(dying));
    this.dying.add(dying);
  }

  private drop(child: DecodeChild): void {
    this.alive.delete(child);
    const at = this.idle.findIndex((each) => each.child === child);
    for (const { timer } of at === -1 ? [] : this.idle.splice(at, 1)) clearTimeout(timer);
  }

  /** Only what still waits is withdrawn; what is being worked on is stopped by who watches it. */
  private withdraw(waiting: Waiting): void {
    for (const queue of [this.urgent, this.patient]) {
      const at = queue.indexOf(waiting);
      if (at === -1) continue;
      queue.splice(at, 1);
      waiting.reject(waiting.signal?.reason);
    }
  }
}

/** Runs a task until it answers, its process dies, its time is over, or nobody wants it any more. */
async function watched(child: DecodeChild, { task, signal }: Waiting): Promise<Outcome | 'time' | 'aborted'> {
  let stop: (why: 'time' | 'aborted') => void = () => {};
  const stopped = new Promise<'time' | 'aborted'>((resolve) => {
    stop = resolve;
  });
  const timer = setTimeout(() => stop('time'), task.limits.timeMs);
  const abort = () => stop('aborted');
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([child.run(task), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function deliver({ resolve, reject }: Waiting, answer: Answer): void {
  if ('refused' in answer) reject(new GalleryError(answer.refused.code, answer.refused.message, { status: answer.refused.status }));
  else resolve(answer.result as never);
}

/** Why a task without an answer has failed; null where a fresh process is to try it once more. */
function failureOf(waiting: Waiting, ended: Exclude<Outcome, { answer: Answer }> | 'time' | 'aborted', log: Log): unknown {
  const { limits, file } = waiting.task;
  if (ended === 'aborted') return waiting.signal?.reason;
  if (ended === 'time') return decodingTooSlow(limits.timeMs / 1_000);
  if (ended.exit === noEngineExit) return decoderUnavailable(ended.died);
  waiting.deaths += 1;
  log.warn('a decode process died', { file, attempt: waiting.deaths, why: ended.died });
  return waiting.deaths < deathsAtMost ? null : decoderDied(waiting.deaths, ended.died);
}
