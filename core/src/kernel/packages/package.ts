import type { Manifest } from '@picturerail/sdk';

/** A plugin or theme as it lies on disk, known without running any of its code. */
export interface Package {
  readonly id: string;
  readonly kind: 'plugin' | 'theme';
  readonly version: string;
  readonly dir: string;
  readonly manifest: Manifest;
}

/** A folder that calls itself a package but cannot be used, and why. */
export interface BrokenPackage {
  /** As its manifest says; null where it does not say. */
  readonly id: string | null;
  readonly dir: string;
  /** A sentence. */
  readonly problem: string;
}

export interface Discovery {
  /** Plugins and themes, ordered by id. */
  readonly packages: readonly Package[];
  readonly broken: readonly BrokenPackage[];
}

/** A version that was installed: it lies in a folder of its own that never changes. */
export interface InstalledPackage extends Package {
  /** `<version>+<hash>`, below the folder of its id. */
  readonly folder: string;
}
