import type { Right, Status, Viewer } from './viewer.ts';

/** A right that a plugin declares in its manifest, for access lists to grant. */
export interface DeclaredRight {
  /** The plugin's id and a word: `watermark.bypass`. */
  readonly key: string;
  /** What people read beside it; `%key%` is looked up in the package's locales. */
  readonly label: string;
  /** Statuses that hold it on everything they may view; default none. Administrators and webmasters hold every right anyhow. */
  readonly default?: readonly (Exclude<Status, 'deactivated'> | 'visitor')[];
}

/** Somebody that something can be shown to, or a number of them. */
export interface Principal {
  /** As it stands in `Viewer.principals`; never given to another. */
  readonly id: number;
  readonly kind: 'everyone' | 'signed-in' | 'group';
  /** Of the group; empty for the others, which every language calls something else. */
  readonly name: string;
}

/**
 * Who may do what. Rights of the core are decided by access lists. A right that a plugin declares in its manifest
 * (`rights`) is held by those whom an access list grants it (`album access --allow group:family=watermark.bypass`), and by
 * the statuses that its `default` names; `manage` implies it. Asking for any other right is an error
 * (`right-undeclared`).
 */
export interface Auth {
  /** In the gallery as a whole: by status. Rights of the core hold only administrators and webmasters there. */
  can(viewer: Viewer, right: Right): boolean;
  /**
   * For each album, by index. What does not exist, nobody may. Administrators may all, except that `view` is what they may
   * view in the gallery, where they see what was granted to them like anyone.
   */
  albums(viewer: Viewer, right: Right, albumIds: readonly number[]): Promise<readonly boolean[]>;
  /** For each image, by index. What the viewer may not view, he may not in any way. */
  images(viewer: Viewer, right: Right, imageIds: readonly number[]): Promise<readonly boolean[]>;
  /** Everyone, those signed in, then all groups by name: what a form offers where somebody says who sees what a plugin keeps. */
  principals(): Promise<readonly Principal[]>;
}
