import { writeDurably } from './durable-files.ts';

/** A plugin that ended a process, or for which one had to be ended. */
export interface Accusation {
  readonly plugin: string;
  readonly version: string;
  /** A sentence for the webmaster: what happened, in which hook, file and line. */
  readonly reason: string;
  /** Epoch ms. */
  readonly at: number;
}

export const accusations = 'ended';

/** Leaves word to the processes that come after this one. From whichever thread; synchronous, as it may be the last thing this process does. */
export const accuse = (dir: string, accusation: Accusation): void => writeDurably(dir, `${accusations}.${accusation.plugin}.${process.pid}`, accusation);
