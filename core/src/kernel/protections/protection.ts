/** Something a plugin has said must be done before anything is shown. It holds until a webmaster releases it. */
export interface Protection {
  readonly plugin: string;
  /** What it covers, opaque to the kernel: `gallery`, `album:12`. */
  readonly scope: string;
  /** What is done: the operation of a step. */
  readonly step: string;
}
