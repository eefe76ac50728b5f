import { apiVersion, type Log, type Manifest } from '@picturerail/sdk';
import { createDeadlines } from './hooks/deadlines.ts';
import { createScope, type Scope } from './scope.ts';

export interface TestScope {
  readonly id: string;
  readonly version?: string;
  readonly dir?: string;
  readonly manifest?: Partial<Manifest>;
  readonly log?: Log;
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The scope of one start of one plugin, as a contribution receives it; `commit` is the end of `setup`. */
export function openTestScope({ id, version = '1.0.0', dir = '/', manifest: changes, log = silent }: TestScope): Scope {
  const manifest: Manifest = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: `^${apiVersion}`, ...changes };
  return createScope(
    { id, kind: 'plugin', version, dir, manifest },
    { log, deadlines: createDeadlines(), within: async (_owner, run) => run(), rank: () => 0 },
  );
}
