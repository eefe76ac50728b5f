/** Status of an account; a visitor is somebody who is not signed in. */
export type Status = 'webmaster' | 'administrator' | 'user' | 'generic' | 'deactivated';

/** Rights of the core; plugins add theirs, prefixed by their id (`watermark.bypass`). `manage` implies all, each implies `view`. */
export type CoreRight = 'view' | 'download' | 'upload' | 'edit' | 'edit-own' | 'delete' | 'delete-own' | 'manage';
export type Right = CoreRight | `${string}.${string}`;

/** Who looks at a page or asks for bytes. */
export interface Viewer {
  /** null for a visitor. */
  readonly userId: number | null;
  readonly name: string | null;
  readonly status: Status | 'visitor';
  /** BCP 47 tag of the language this viewer reads, one that the gallery has texts in. */
  readonly language: string;
  /** Ids of principals, closed (a user is himself, his groups, signed-in, everyone), ascending. Opaque to plugins. */
  readonly principals: readonly number[];
}
