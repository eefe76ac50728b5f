import type { ChildProcess } from 'node:child_process';

/** What a process tells the supervisor. */
export type Report =
  | { readonly type: 'beat' }
  /** It does its work now. `port` where it serves requests. */
  | { readonly type: 'ready'; readonly port?: number }
  /** It cannot start, in a sentence; it exits by itself. */
  | { readonly type: 'failed'; readonly message: string }
  /** What became of a copy that was tried; null where it works, else a sentence. */
  | { readonly type: 'tried'; readonly problem: string | null }
  /** The answer to `announce`: the token of the setup link, null once a webmaster exists. */
  | { readonly type: 'setup'; readonly token: string | null };

/** What the supervisor tells a process. `announce`: the address is about to be printed; is a setup link needed? */
export type Order = 'stop' | 'announce';

export function report(message: Report): void {
  if (process.connected) process.send?.(message, undefined, {}, ignoreClosed);
}

export const reportAndWait = (message: Report): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, undefined, {}, () => resolve());
    else resolve();
  });

export function order(child: ChildProcess, message: Order): void {
  if (child.connected) child.send(message, ignoreClosed);
}

export function onOrder(order: Order, run: () => void): void {
  process.on('message', (message) => {
    if (message === order) run();
  });
}

/** The other side may be gone already; its exit is noticed elsewhere. */
const ignoreClosed = () => {};
