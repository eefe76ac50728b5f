import type { Discovery } from './package.ts';

/** Finds plugins and themes: each of `dirs` is a package itself or a folder of packages. Runs no code of theirs. */
export declare function discoverPackages(dirs: readonly string[]): Promise<Discovery>;
