import type { Operation, Step } from '@picturerail/sdk';
import type { MediaLimits } from '../limits.ts';
import type { Look, Measured, MetadataBlocks } from '../measured.ts';
import type { FittedSize } from '../sizes.ts';

/** A local file whose type is known and whose header has been held against the limits. */
export interface Picture {
  readonly file: string;
  readonly mime: string;
  /** As sentences call the type. */
  readonly name: string;
  readonly limits: MediaLimits;
}

/** One picture decoded once for what a gallery wants to know of it. */
export interface MeasureTask extends Picture {
  readonly kind: 'measure';
}

/** The embedded metadata of one picture, without decoding it. */
export interface BlocksTask extends Picture {
  readonly kind: 'blocks';
}

/** Beginnings of files, looked at without an engine. */
export interface HeadersTask {
  readonly kind: 'headers';
  /** The first of them, for who reads of it. */
  readonly file: string;
  /** As the file system's bytes where a name need not be text. */
  readonly files: readonly (string | Uint8Array)[];
  readonly limits: MediaLimits;
}

/** One picture decoded once for some of its sizes. */
export interface RenderTask extends Picture {
  readonly kind: 'render';
  /** As it was measured; another size now means another file. */
  readonly upright: { readonly width: number; readonly height: number };
  readonly format: 'jpeg' | 'webp';
  readonly quality: number;
  /** Also says what the whole picture looks like. */
  readonly look?: boolean;
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
  blocks(task: BlocksTask): Promise<MetadataBlocks>;
  /** Null where it was not asked for, and where no size shows the picture whole and upright. */
  render(task: RenderTask): Promise<Look | null>;
}
