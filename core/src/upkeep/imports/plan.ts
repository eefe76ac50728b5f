import type { AccessWord } from '#gallery';

export const importRhythms = ['never', 'hour', 'day', 'week'] as const;

/** When a folder is looked at by itself. Times are those of the machine's clock. */
export interface Rhythm {
  readonly every: (typeof importRhythms)[number];
  /** Of the day, for `day` and `week`. */
  readonly atMinute: number;
  /** Sunday is 0; for `week`. */
  readonly atWeekday: number;
}

/** How a folder of this machine comes into the gallery. */
export interface NewPlan {
  /** Its real path. */
  readonly folder: string;
  /** The album that takes what is in the folder; null: folders become top albums. */
  readonly intoAlbumId: number | null;
  /** Nothing is copied: pictures stay where they lie. */
  readonly inPlace: boolean;
  /** Of the outermost albums that are made; null: they inherit. */
  readonly access: AccessWord | null;
}

export interface ImportPlan extends NewPlan, Rhythm {
  readonly id: number;
  /** Epoch ms; null where it is never looked at by itself. */
  readonly nextAt: number | null;
}
