import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Message } from 'esbuild';
import type { Package } from '#kernel';
import { sourceOf } from '../dev/original-place.ts';
import type { Finding } from './finding.ts';

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const nameOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');

/** What the entry and all that it reaches import, held against what package.json names. Runs none of it. */
export async function checkImports(one: Package, json: PackageJson): Promise<Finding[]> {
  if (one.manifest.entry === undefined) return [];
  const read = await reached(one.dir, sourceOf(one));
  if ('errors' in read) return read.errors.map(broken);
  const named = new Set(['@picturerail/sdk', ...Object.keys({ ...json.dependencies, ...json.peerDependencies, ...json.optionalDependencies })]);
  const packages = [...new Set(read.imports.filter((path) => !isBuiltin(path)).map(nameOf))];
  return packages.flatMap((name) => {
    if (name.startsWith('@picturerail/') && name !== '@picturerail/sdk') return [foreign(name)];
    return named.has(name) ? [] : [undeclared(name)];
  });
}

async function reached(dir: string, entry: string): Promise<{ readonly imports: readonly string[] } | { readonly errors: readonly Message[] }> {
  const { build } = await import('esbuild');
  try {
    const { metafile } = await build({
      absWorkingDir: dir,
      entryPoints: [join(dir, entry)],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    });
    return { imports: Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path)) };
  } catch (error) {
    return { errors: (error as { readonly errors?: readonly Message[] }).errors ?? [] };
  }
}

const broken = ({ text, location }: Message): Finding => ({
  check: 'imports',
  problem: `${location ? `${location.file}:${location.line}:${location.column + 1}: ` : ''}${text}.`,
  fix: location?.suggestion ? `Write "${location.suggestion}".` : 'Mend it there; a plugin in TypeScript is built first.',
});

const undeclared = (name: string): Finding => ({
  check: 'imports',
  problem: `"${name}" is imported, and package.json does not name it.`,
  fix: `Name it under "dependencies", where the plugin brings it along, or under "peerDependencies", where the gallery has it.`,
});

const foreign = (name: string): Finding => ({
  check: 'imports',
  problem: `"${name}" is imported, which is not the plugin's own and may change with any version.`,
  fix: 'Import "@picturerail/sdk" only; other plugins are reached through services, `rail.use`.',
});
