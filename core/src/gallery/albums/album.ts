import type { AccessChoice } from '../access/access-choice.ts';
import type { Translation } from '../translation.ts';

/** How an album's images are ordered; `-desc` the other way round. */
export type SortRule = 'taken' | 'taken-desc' | 'added' | 'added-desc' | 'name' | 'natural' | 'manual';

export interface NewAlbum {
  /** Null: a top album. */
  readonly parentId: number | null;
  readonly title: string;
  readonly description?: string;
  /** Name of its directory among the originals; default made from the title. */
  readonly directory?: string;
  /** Default: it inherits. */
  readonly access?: AccessChoice;
  readonly sort?: SortRule;
}

export interface AlbumChange {
  readonly title?: string;
  readonly description?: string;
  readonly sort?: SortRule;
  /** Null: the newest image a viewer can reach. */
  readonly coverImageId?: number | null;
  /** By language; null takes the translation away. */
  readonly translations?: ReadonlyMap<string, Translation | null>;
}

/** An album as it stands in the database, without regard to who looks. */
export interface Album {
  readonly id: number;
  /** Null for top albums. */
  readonly parentId: number | null;
  readonly title: string;
  readonly description: string;
  readonly sort: SortRule;
  readonly coverImageId: number | null;
  readonly creatorId: number | null;
  readonly inTrash: boolean;
  /** Has its own access list. */
  readonly ownAccess: boolean;
  readonly createdAt: number;
}

/** A line of the whole tree. */
export interface AlbumEntry {
  readonly id: number;
  readonly parentId: number | null;
  readonly title: string;
  /** Titles from the top album down to this one. */
  readonly path: readonly string[];
  /** Images placed directly in it. */
  readonly images: number;
  readonly ownAccess: boolean;
  /** Who may view it. */
  readonly access: 'public' | 'signed-in' | 'private';
}
