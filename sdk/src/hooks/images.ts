/** An original has entered the gallery, or a new version of it. */
export interface ImageNotice {
  readonly imageId: number;
  readonly version: number;
}

/**
 * What an import or a backfill knows of one picture before its row is written. Plugins fill `fields`; the core writes
 * them where no person has edited the field. Rows for the plugin's own tables go into `rows`.
 */
export interface Reading {
  /** Path of the original on this machine, readable for the time of the call. Null where storage has none. */
  readonly file: string | null;
  /** Name the original came with. */
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: number;
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  /** Null at import: the image has no id yet. */
  readonly imageId: number | null;
  /** Embedded blocks found while measuring, each at most 4 MiB: bytes as they stand in the file. */
  readonly blocks: { readonly exif?: Uint8Array; readonly iptc?: Uint8Array; readonly xmp?: Uint8Array };
  fields: ReadingFields;
  /**
   * Rows a plugin wants written with the image, in the same transaction, into its own tables; the column named
   * `imageColumn` (default `image_id`) is filled with the image's id. The rows that the image has in a table named here
   * are replaced; `values: null` only takes them away.
   */
  rows: { readonly plugin: string; readonly table: string; readonly imageColumn?: string; readonly values: Record<string, null | number | string> | null }[];
}

/** The core's columns that metadata may fill. */
export interface ReadingFields {
  title?: string;
  description?: string;
  author?: string;
  /** Wall clock as the camera showed it, epoch ms as if UTC. */
  takenAt?: number;
  /** Minutes east of UTC; only where the file says so. */
  takenOffset?: number;
}
