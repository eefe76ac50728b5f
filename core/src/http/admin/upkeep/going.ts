import type { Begun } from '#upkeep';
import type { Exchange } from '../../exchange.ts';
import { whoOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';

/** A run as a page tells of it. */
export interface Going {
  /** What it is at; null before it began. */
  readonly stage: string | null;
  readonly done: number;
  readonly total: number | null;
}

/** In words of the reader, where the stage has some: what a check is called, only those who mend it need to know. */
export function goingOn({ house }: Room, ctx: Exchange, running: Begun | null): Going | null {
  if (running === null) return null;
  const { stage, done, total } = running;
  const words = stage === null ? undefined : house.texts.find('core', whoOf(ctx).viewer.language, `http.stage.${stage}`);
  return { stage: words ?? stage, done, total };
}
