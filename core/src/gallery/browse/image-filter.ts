import type { ImageState } from '../images/image.ts';

/** What may be wrong with an image: its original vanished, cannot be decoded, or is kept more than once; or it is in no album. */
export type ImageProblem = 'missing' | 'damaged' | 'duplicate' | 'unplaced';
export const imageProblems: readonly ImageProblem[] = ['missing', 'damaged', 'duplicate', 'unplaced'];

/** A value in a table of a plugin, by the names the database knows it under. */
export interface PluginValue {
  readonly table: string;
  readonly imageColumn: string;
  readonly column: string;
  readonly value: string;
}

/** Which images of the gallery are meant; null and empty leave that open. Plain data, so that a job can keep it. */
export interface ImageFilter {
  /** Part of the title or of the file's name, letter case aside. */
  readonly words: string;
  /** Placed directly in this album. */
  readonly album: number | null;
  readonly uploaderId: number | null;
  /** Null: all but those in the trash. */
  readonly state: ImageState | null;
  readonly mime: string | null;
  /** Pixels of the longer side, both inclusive. */
  readonly sideFrom: number | null;
  readonly sideTo: number | null;
  /** Epoch ms, the ends exclusive. */
  readonly takenFrom: number | null;
  readonly takenTo: number | null;
  readonly addedFrom: number | null;
  readonly addedTo: number | null;
  readonly problem: ImageProblem | null;
  readonly values: readonly PluginValue[];
}

export const anyImage: ImageFilter = {
  words: '',
  album: null,
  uploaderId: null,
  state: null,
  mime: null,
  sideFrom: null,
  sideTo: null,
  takenFrom: null,
  takenTo: null,
  addedFrom: null,
  addedTo: null,
  problem: null,
  values: [],
};
