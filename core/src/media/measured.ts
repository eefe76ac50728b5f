/** What stands in a picture's place until it is there. */
export interface Look {
  /** Dominant colour, `#rrggbb`. */
  readonly color: string;
  /** At most 25 bytes, base64. */
  readonly thumbHash: string;
}

/** What is known of a picture after it has been decoded once. */
export interface Measured extends Look {
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 to 8, as EXIF counts; 1 where the file says nothing. */
  readonly orientation: number;
  /** Frames of an animation, pages of a document. */
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly format: string;
  readonly mime: string;
  readonly blocks: MetadataBlocks;
}

/** Metadata as it is embedded, undecoded; null where absent or above 4 MiB. */
export interface MetadataBlocks {
  /** A TIFF structure, without the `Exif\0\0` in front. */
  readonly exif: Uint8Array | null;
  readonly iptc: Uint8Array | null;
  readonly xmp: Uint8Array | null;
}
