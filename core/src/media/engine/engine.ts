import type { Operation, Step } from '@picturerail/sdk';
import type { MediaLimits } from '../limits.ts';
import type { Measured } from '../measured.ts';
import type { FittedSize } from '../sizes.ts';

/** One picture decoded once for what a gallery wants to know of it. */
export interface MeasureTask {
  readonly kind: 'measure';
  readonly file: string;
  readonly mime: string;
  /** As sentences call the type. */
  readonly name: string;
  readonly limits: MediaLimits;
}

/** One picture decoded once for some of its sizes. */
export interface RenderTask {
  readonly kind: 'render';
  readonly file: string;
  readonly mime: string;
  readonly name: string;
  readonly limits: MediaLimits;
  /** As it was measured; another size now means another file. */
  readonly upright: { readonly width: number; readonly height: number };
  readonly format: 'jpeg' | 'webp';
  readonly quality: number;
  readonly sizes: readonly RenderSize[];
  /** Where the files lie that steps refer to. */
  readonly files: { readonly [reference: string]: string };
}

export interface RenderSize extends FittedSize {
  readonly steps: readonly Step[];
  /** The file to write. */
  readonly target: string;
}

/** What decodes and encodes. Files go in and out, never pixels; errors are refusals that a person understands. */
export interface Engine {
  readonly name: string;
  readonly operations: ReadonlySet<Operation>;
  measure(task: MeasureTask): Promise<Measured>;
  render(task: RenderTask): Promise<void>;
}
