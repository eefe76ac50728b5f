import type { OriginalPlace } from '#storage';

/** What the media room needs to know of an image to name its files. */
export interface MediaImage {
  readonly id: number;
  readonly version: number;
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  readonly mime: string;
}

/** An image whose derivatives can be made. */
export interface MediaSource extends MediaImage {
  /** A function where finding out costs something: it is asked only when a file has to be made. */
  readonly original: OriginalPlace | (() => Promise<OriginalPlace>);
}
