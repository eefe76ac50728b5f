import type { MetadataBlocks } from '../measured.ts';
import type { Sniffed } from '../sniff/sniffed.ts';

/** A file as it was when its beginning was read. */
export interface FileState {
  readonly bytes: number;
  /** Epoch ms. */
  readonly mtimeMs: number;
  /** SHA-256 of its first 64 KiB, base64url. */
  readonly headHash: string;
}

/** What the beginning of a picture says, before anything of it is decoded. */
export interface Header extends FileState {
  readonly outcome: 'picture';
  readonly sniffed: Sniffed;
  /** Upright, pixels, as the header claims them. */
  readonly width: number;
  readonly height: number;
  readonly blocks: MetadataBlocks;
}

/**
 * What a look at the beginning of a file came to. `decode`: a picture whose header is not read without its decoder.
 * `other`: nothing an engine of this gallery decodes. `refused`: beyond the limits, or empty. `unreadable`: the disk says no.
 */
export type Looked =
  | Header
  | (FileState & { readonly outcome: 'decode'; readonly sniffed: Sniffed })
  | { readonly outcome: 'other'; readonly sniffed: Sniffed | null }
  | { readonly outcome: 'refused'; readonly code: string; readonly reason: string }
  | { readonly outcome: 'unreadable'; readonly errno: string; readonly reason: string };
