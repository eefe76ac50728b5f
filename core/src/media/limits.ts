/** Bounds that a file is held against before and while it is decoded. */
export interface MediaLimits {
  /** Width times height of one frame. */
  readonly pixels: number;
  /** Of the file. */
  readonly bytes: number;
  readonly frames: number;
  /** Resident megabytes of a decode process, above which it gives up the file. */
  readonly memoryMb: number;
  /** For one task: measuring a file, making the sizes of one. */
  readonly timeMs: number;
}

export const defaultLimits: MediaLimits = { pixels: 268_435_456, bytes: 2 ** 31, frames: 2_000, memoryMb: 768, timeMs: 60_000 };

/** Of one embedded block of metadata; longer ones are left out. */
export const blockBytes = 4 * 2 ** 20;
