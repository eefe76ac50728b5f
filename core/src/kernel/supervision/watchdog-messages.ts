import type { Attribution } from '../hooks/attribution.ts';
import type { KnownPlugin } from './whereabouts.ts';

/** What the thread is started with. */
export interface WatchdogData {
  readonly memory: Int32Array;
  /** The journal's folder. */
  readonly dir: string;
}

/** What it is told while the main thread runs. */
export type ToWatchdog = { readonly plugins: readonly KnownPlugin[] } | { readonly place: Attribution; readonly number: number };

/** Where the main thread leaves a function for the debugger to call, which sees nothing of modules: whose code runs, as JSON. */
export const whoseCode: unique symbol = Symbol.for('picturerail.whoseCode');
export const askWhoseCode = `globalThis[Symbol.for('picturerail.whoseCode')]()`;

export const beatMs = 250;
/** Shorter than the supervisor's patience: it must be known who did it before the process is gone. */
export const silentMs = 3_000;
