import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import { manifestInvalid, sentenceOf } from '../errors.ts';
import { checkManifest } from './check-manifest.ts';
import type { BrokenPackage, Discovery, Package } from './package.ts';

type Read = Package | BrokenPackage | null;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isBroken = (read: Package | BrokenPackage): read is BrokenPackage => 'problem' in read;
const idOf = (manifest: unknown): string | null => (isObject(manifest) && typeof manifest.id === 'string' ? manifest.id : null);

function readManifest(dir: string, file: string, content: unknown): Read {
  if (!isObject(content) || !('picturerail' in content)) return null;
  const { picturerail, version, type } = content;
  const checked = checkManifest(picturerail);
  const problems = 'problems' in checked ? [...checked.problems] : [];
  if (typeof version !== 'string' || semver.valid(version) === null)
    problems.push(`the package's "version" is ${JSON.stringify(version)}, but must be a version such as "1.2.0"`);
  if (type !== 'module') problems.push(`the package's "type" is ${JSON.stringify(type)}, but must be "module"`);
  if (problems.length > 0 || 'problems' in checked) return { id: idOf(picturerail), dir, problem: manifestInvalid(file, problems).message };
  const { manifest } = checked;
  return { id: manifest.id, kind: manifest.kind, version: version as string, dir, manifest };
}

/** Null where the folder is no package of ours at all. */
async function readPackage(dir: string): Promise<Read> {
  const file = join(dir, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return readManifest(dir, file, JSON.parse(text));
  } catch (error) {
    return { id: null, dir, problem: manifestInvalid(file, [`it is not valid JSON (${sentenceOf(error)})`]).message };
  }
}

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(dir, entry.name))
    .toSorted();
}

async function readFolder(dir: string): Promise<Read[]> {
  const itself = await readPackage(dir);
  return itself ? [itself] : Promise.all((await foldersIn(dir)).map(readPackage));
}

/** Finds plugins and themes: each of `dirs` is a package itself or a folder of packages. Runs no code of theirs. */
export async function discoverPackages(dirs: readonly string[]): Promise<Discovery> {
  const reads = (await Promise.all(dirs.map(readFolder))).flat().filter((read) => read !== null);
  const byId = new Map<string, Package>();
  const broken = reads.filter(isBroken);
  for (const read of reads) {
    if (isBroken(read)) continue;
    const first = byId.get(read.id);
    if (first)
      broken.push({
        id: read.id,
        dir: read.dir,
        problem: `The package in "${read.dir}" has the id "${read.id}", which the one in "${first.dir}" has already.`,
      });
    else byId.set(read.id, read);
  }
  return { packages: [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)), broken };
}
