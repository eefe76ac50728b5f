import type { BlocksTask, HeadersTask, MeasureTask, RenderTask } from '../engine/engine.ts';
import type { Looked } from '../header/header.ts';
import type { Look, Measured, MetadataBlocks } from '../measured.ts';

/** What a decode process is asked for, one at a time. */
export type DecodeTask = MeasureTask | BlocksTask | HeadersTask | RenderTask;
export type ResultOf<T extends DecodeTask> = T extends MeasureTask
  ? Measured
  : T extends BlocksTask
    ? MetadataBlocks
    : T extends HeadersTask
      ? Looked[]
      : Look | null;

/** A refusal as it travels; the class does not survive the trip. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

export type Verdict = { readonly result: ResultOf<DecodeTask> } | { readonly refused: Refused };
export type Answer = Verdict & {
  /** Resident megabytes of the process afterwards. */ readonly rssMb: number /** True where the process has to be ended. */;
  readonly spent: boolean;
};

/** Exit code of a decode process whose engine cannot be loaded. */
export const noEngineExit = 88;
