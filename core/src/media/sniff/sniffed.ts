/** What a file is by its first bytes, whatever its name says. */
export interface Sniffed {
  readonly mime: string;
  /** The usual extension, without a dot. */
  readonly ext: string;
  /** `other` is never taken in: programs, pages, archives, drawings with scripts. */
  readonly kind: 'image' | 'video' | 'raw' | 'other';
  /** True where an engine of this gallery decodes it. */
  readonly readable: boolean;
  /** As a sentence calls it: `HEIC image`. */
  readonly name: string;
}
