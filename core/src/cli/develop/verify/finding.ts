/** What is looked at, in this order. */
export const checks = ['manifest', 'ranges', 'texts', 'imports', 'start', 'pages', 'toggle', 'update', 'throws', 'order', 'batches'] as const;
export type Check = (typeof checks)[number];

/** Something that keeps a plugin or theme from being sound, and what to do about it. */
export interface Finding {
  readonly check: Check;
  /** A sentence. */
  readonly problem: string;
  /** A sentence. */
  readonly fix: string;
}
