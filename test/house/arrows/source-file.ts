import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** One file of the tree, and where in the house it stands. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Folder of the nearest package.json, relative to the root. */
  readonly home: string;
  /** Unit tests and the things they share: they may use tools that the code itself may not. */
  readonly test: boolean;
}

const code = /\.(?:ts|mts|mjs|js)$/;
const skipped = new Set(['node_modules', 'dist', '.git', 'data', 'coverage', 'assets']);

/** Every file of code below `root`, in the folders the house consists of. */
export function sourceFiles(root: string): SourceFile[] {
  return ['sdk', 'core', 'plugins', 'themes', 'migrations', 'test/harness'].flatMap((folder) => filesBelow(join(root, folder))).map((file) => read(root, file));
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(join(folder, entry.name));
    return code.test(entry.name) && !entry.name.endsWith('.d.ts') ? [join(folder, entry.name)] : [];
  });
}

function read(root: string, file: string): SourceFile {
  const path = relative(root, file).split(sep).join('/');
  return { path, text: readFileSync(file, 'utf8'), home: homeOf(root, dirname(file)), test: isTest(path) };
}

function homeOf(root: string, folder: string): string {
  const path = relative(root, folder).split(sep).join('/');
  return path === '' || existsSync(join(folder, 'package.json')) ? path : homeOf(root, dirname(folder));
}

function isTest(path: string): boolean {
  return /\.test\.ts$|\/test\//.test(path) || path.startsWith('test/') || isTestDoor(path);
}

/** `testing.ts` of a room: what it lends to tests of other rooms. */
export function isTestDoor(path: string): boolean {
  return path.endsWith('/testing.ts');
}
