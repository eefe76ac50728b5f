import type { MetadataBlocks } from '#media';

/** What is known of a picture when it is taken in. */
export interface PictureFacts {
  readonly mime: string;
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  readonly color: string;
  /** Null where the picture has not been decoded yet. */
  readonly thumbHash: string | null;
  readonly blocks: MetadataBlocks;
}

/** Until the picture is decoded: neither light nor dark. */
export const unknownColor = '#808080';
