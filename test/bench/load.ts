import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Loaded {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
  readonly failed: number;
}

/** Asks for one address as fast as `connections` allow. An answer that is not 2xx spoils the measurement. */
export async function measure(load: Load): Promise<Loaded> {
  const child = fork(join(import.meta.dirname, 'load-process.js'));
  const loaded = await new Promise<Loaded>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Loaded));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Measuring "${load.url}" ended early with code ${code}.`)));
    child.send(load);
  });
  if (loaded.failed > 0) throw new Error(`Measuring "${load.url}": ${loaded.failed} of ${loaded.answers} requests did not answer 2xx.`);
  return loaded;
}
