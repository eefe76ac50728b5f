import type { Database } from '#database';
import type { Kernel } from '../kernel-types.ts';
import type { Registry } from '../registry/registry.ts';

/** What the use cases of packages work with; a house has all of it. */
export interface ManageContext {
  readonly database: Database;
  readonly kernel: Pick<Kernel, 'uninstall'>;
  readonly registry: Registry;
  readonly config: {
    /** Address of the npm registry. */
    readonly pluginRegistry: string;
  };
  readonly clock?: () => number;
}

/** What a use case has changed. */
export interface Managed {
  readonly id: string;
  readonly kind: 'plugin' | 'theme';
  /** Version that is current now; null: it is gone. */
  readonly version: string | null;
  readonly from: string | null;
  /** True where its code is to run now. */
  readonly active: boolean;
  /** Of the registry: processes that stand at it have followed. */
  readonly revision: number;
  /** Sentences about what did not go as it should, though the whole went well. */
  readonly warnings: readonly string[];
}
