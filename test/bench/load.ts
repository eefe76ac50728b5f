import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Asks for one address as fast as `connections` allow. */
export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of every answer; default 200. */
  readonly status?: number;
}

export interface Loaded {
  readonly perSecond: number;
  /** Milliseconds each answer took. */
  readonly times: readonly number[];
  readonly failed: number;
}

export interface Loader {
  /** An answer of another status spoils the measurement. */
  measure(load: Load): Promise<Loaded>;
  end(): void;
}

const longest = 20;

/** A process of its own, so that making requests never competes with answering them inside one event loop. It serves many measurements. */
export function startLoader(): Loader {
  const child = fork(join(import.meta.dirname, 'load-process.js'), { serialization: 'advanced' });
  const measure = async (load: Load): Promise<Loaded> => {
    const loaded = await answerOf(child, load);
    if (loaded.failed > 0)
      throw new Error(`Measuring "${load.url}": ${loaded.failed} of ${loaded.times.length} requests did not answer ${load.status ?? 200}.`);
    if (loaded.times.length > 0) return loaded;
    // Slower than the time given: a busy machine, or a page that is not what it ought to be.
    if (load.seconds > longest) throw new Error(`Measuring "${load.url}": nothing was answered within ${load.seconds} s.`);
    return measure({ ...load, seconds: 2 * load.seconds });
  };
  return { measure, end: () => child.disconnect() };
}

function answerOf(child: ChildProcess, load: Load): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`Measuring "${load.url}" ended early with code ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as Loaded);
    });
    child.send(load);
  });
}
