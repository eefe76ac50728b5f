import type { Json } from './json.ts';
import type { Viewer } from './viewer.ts';

/** The closed list of operations between decode and encode. Lengths are fractions of the shorter edge, places fractions of width and height. */
export type Operation = 'composite' | 'text' | 'crop' | 'rotate' | 'flip' | 'focal' | 'sharpen' | 'tint' | 'metadata';

/** One operation as data. `options` is canonical JSON; files are named by reference (`file:<sha256>`), never by path. */
export interface Step {
  readonly operation: Operation;
  readonly options: { readonly [name: string]: Json };
}

/** A derivative about to be planned: one image, one size (`original` for the original), one viewer. */
export interface StepRequest {
  readonly imageId: number;
  readonly version: number;
  readonly size: string;
  readonly viewer: Viewer;
}

/** Images that a protection covers: all of the gallery, or those placed in an album or below it. */
export type ProtectedScope = 'gallery' | `album:${number}`;

/** What one plugin adds to the plan of one image. */
export interface StepAnswer {
  readonly imageId: number;
  /** The size that was asked for; absent: all sizes that were asked for. */
  readonly size?: string;
  readonly steps: readonly Step[];
  /**
   * A required step that cannot be had means no file, never a file without it. It is remembered beyond the plugin: while
   * that does not run, all images of `scope` are withheld, until it runs again or a webmaster releases them.
   */
  readonly required: boolean;
  /** What goes by the same rule as this image, where `required`; default `gallery`. */
  readonly scope?: ProtectedScope;
}

/** Bytes about to be sent. `size` is `original` for the original. */
export interface MediaRequest {
  readonly imageId: number;
  readonly size: string;
  readonly viewer: Viewer;
}

/** A named size of derivative, as the webmaster edits it. */
export interface Size {
  /** Lower-case letters, digits and dashes; stands in URLs. */
  readonly name: string;
  /** Longer edge in pixels; for `square`, both edges. */
  readonly edge: number;
  readonly fit: 'inside' | 'square';
}
