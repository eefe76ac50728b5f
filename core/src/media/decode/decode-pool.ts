import { GalleryError, type Log } from '@picturerail/sdk';
import { decoderClosed, decoderDied, decoderUnavailable, decodingTooSlow } from '../errors.ts';
import { type DecodeChild, defaultEntry, type Outcome, startDecodeChild } from './decode-child.ts';
import { createDecodeShare, type DecodeShare } from './decode-share.ts';
import { type Answer, type DecodeTask, noEngineExit, type ResultOf } from './protocol.ts';

export interface PoolOptions {
  /** Processes at once; for what is done ahead of time, those of all pools on this machine that see each other. */
  readonly size: number;
  readonly tmpDir: string;
  /** Where pools see each other. */
  readonly presenceDir: string;
  readonly log: Log;
  /** A process that has grown beyond this is replaced. */
  readonly recycleMb?: number;
  /** A process that had nothing to do for so long is ended. */
  readonly idleMs?: number;
  readonly entry?: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Somebody waits for it: goes before all that is done ahead of time, and takes no notice of other processes that decode. */
  readonly urgent?: boolean;
  /** Megabytes that decoding it takes, as far as its header tells. */
  readonly needMb?: number;
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
  readonly heavy: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
  deaths: number;
}

/** What needs more is decoded while nothing else is. */
const heavyMb = 150;

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
  private readonly share: DecodeShare;
  private busy = 0;
  private heavy = false;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = { recycleMb: 250, idleMs: 5_000, entry: defaultEntry, ...options };
    this.size = Math.max(1, options.size);
    this.share = createDecodeShare({ size: this.size, presenceDir: options.presenceDir, changed: () => this.settle() });
  }

  run<T extends DecodeTask>(task: T, { signal, urgent = false, needMb = 0 }: RunOptions = {}): Promise<ResultOf<T>> {
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
      const waiting: Waiting = { task, signal, heavy: needMb > heavyMb, resolve: forgetting(resolve), reject: forgetting(reject), deaths: 0 };
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
    await this.share.leave();
  }

  private next(): void {
    for (let waiting = this.takeWaiting(); waiting !== null; waiting = this.takeWaiting()) {
      const { heavy } = waiting;
      this.busy += 1;
      this.heavy = heavy;
      if (heavy) this.retireIdle(0);
      void this.work(waiting).finally(() => {
        this.busy -= 1;
        if (heavy) this.heavy = false;
        this.next();
      });
    }
  }

  private takeWaiting(): Waiting | null {
    const queue = this.urgent.length > 0 ? this.urgent : this.patient;
    const [first] = queue;
    if (first === undefined || this.heavy || this.busy >= (queue === this.urgent ? this.size : this.room)) return null;
    if (first.heavy && this.busy > 0) return null;
    queue.shift();
    return first;
  }

  private get room(): number {
    return Math.min(this.size, this.share.room);
  }

  /** The room has changed. */
  private settle(): void {
    this.retireIdle(Math.max(0, this.room - this.busy));
    this.next();
  }

  private retireIdle(kept: number): void {
    for (const { child, timer } of this.idle.slice(kept)) {
      clearTimeout(timer);
      this.retire(child);
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
    this.share.join();
    return child;
  }

  private giveBack(child: DecodeChild, { rssMb, spent }: Answer): void {
    if (this.closed || spent || rssMb > this.options.recycleMb || this.alive.size > Math.max(this.room, this.busy)) {
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
    if (this.alive.size === 0) void this.share.leave();
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
