import { Worker } from 'node:worker_threads';

/** Kills this process after that time, from a thread of its own: what loops for ever is ended too, when nobody is left who waits for it. */
export function endAfter(ms: number): void {
  new Worker(`setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${ms})`, { eval: true }).unref();
}
