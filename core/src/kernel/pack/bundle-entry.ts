import type { SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import type { BuildFailure, BuildOptions, Message } from 'esbuild';
import { sentenceOf } from '../errors.ts';
import { hostPackages } from '../install/host-packages.ts';
import { buildFailed } from './errors.ts';

export interface Bundling {
  /** The package's folder. */
  readonly folder: string;
  /** Relative to it. */
  readonly from: string;
  /** File to write. */
  readonly to: string;
  readonly name: string;
}

/** Node has no `require` in a module, and a dependency that is no module may ask for one of Node's own. */
const requireForModules = [
  "import { createRequire as picturerailCreateRequire } from 'node:module';",
  'const require = picturerailCreateRequire(import.meta.url);',
  '',
].join('\n');

/** Makes one module of an entry and all it imports, the host's packages aside. Errors: `pack-build-failed`, a line for each problem. */
export async function bundleEntry({ folder, from, to, name }: Bundling): Promise<void> {
  // Loaded when it is needed: a gallery that compiles nothing does without it.
  const { build } = await import('esbuild');
  const options = { ...bundling(folder, from), outfile: to };
  try {
    const { metafile } = await build(options);
    const asksForRequire = Object.values(metafile?.inputs ?? {}).some(({ format }) => format === 'cjs');
    if (asksForRequire) await build({ ...options, banner: { js: requireForModules } });
  } catch (error) {
    throw buildFailed(name, isBuildFailure(error) ? error.errors.map(sentenceFor) : [sentenceOf(error)]);
  }
}

const bundling = (folder: string, from: string): BuildOptions => ({
  absWorkingDir: folder,
  entryPoints: [join(folder, from)],
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  charset: 'utf8',
  external: [...hostPackages],
  logLevel: 'silent',
  metafile: true,
});

/**
 * The source map of what `bundleEntry` makes, with sources relative to the package. Packed it is not: it would say where
 * on somebody's disk they lay. Null where it cannot be made.
 */
export async function bundleMap(folder: string, from: string): Promise<SourceMapPayload | null> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles } = await build({
      ...bundling(folder, from),
      outfile: join(folder, 'bundle.js'),
      write: false,
      sourcemap: 'external',
      sourcesContent: false,
    });
    const map = outputFiles.find(({ path }) => path.endsWith('.map'));
    return map ? JSON.parse(map.text) : null;
  } catch {
    return null;
  }
}

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);

function sentenceFor({ text, location, notes }: Message): string {
  const where = location ? `${location.file}:${location.line}:${location.column + 1} ` : '';
  const unresolved = /^Could not resolve "([^"./][^"]*)"$/.exec(text)?.[1];
  const advice = unresolved === undefined ? (notes[0]?.text ?? '') : `Run: npm install ${unresolved}`;
  return `${where}${text}${advice === '' ? '' : `. ${advice}`}`;
}
