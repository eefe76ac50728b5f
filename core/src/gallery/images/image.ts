import type { ReadingFields } from '@picturerail/sdk';
import type { InPlace } from '../originals/in-place.ts';

export type ImageState = 'published' | 'unpublished' | 'trashed' | 'missing';

/** An image as pages, bytes and jobs need it; texts in the viewer's language where the page has a viewer. */
export interface ImageRow {
  readonly id: number;
  readonly version: number;
  readonly state: ImageState;
  /** Never empty: without one the file name without its ending. */
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly takenAt: number | null;
  readonly takenOffset: number | null;
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly thumbHash: string | null;
  readonly mime: string;
  readonly bytes: number;
  readonly fileName: string;
  readonly createdAt: number;
  /** Main album: says where the original lies and who may edit. */
  readonly albumId: number | null;
  readonly uploaderId: number | null;
}

/** An image as lists and covers show it. */
export type ListedImage = Pick<
  ImageRow,
  'id' | 'version' | 'title' | 'description' | 'author' | 'takenAt' | 'takenOffset' | 'width' | 'height' | 'color' | 'thumbHash' | 'mime'
>;

export interface NewImage {
  /** Main album. */
  readonly albumId: number;
  /** As `fileNameFor` made it, free in the album. */
  readonly fileName: string;
  readonly uploaderId: number | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` */
  readonly color: string;
  readonly thumbHash: string | null;
  readonly fields: ReadingFields;
  /** Default published. */
  readonly state?: 'published' | 'unpublished';
  /** Key under which the original was stored: where the album was renamed meanwhile, the file is renamed after it. */
  readonly storedAt?: string;
  /** Lies in a declared root, under this path as bytes, instead of being stored. */
  readonly inPlace?: InPlace;
}

/** What a person changes; each field given here is marked as edited and no longer filled from metadata. */
export interface ImageChange {
  readonly title?: string;
  readonly description?: string;
  readonly author?: string;
  readonly takenAt?: number | null;
  readonly takenOffset?: number | null;
}
