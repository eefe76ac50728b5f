import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@picturerail/sdk';
import semver from 'semver';
import { manifestInvalid, sentenceOf } from '../errors.ts';
import { checkManifest } from './check-manifest.ts';
import type { BrokenPackage, Package } from './package.ts';

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (manifest: unknown): string | null => (isObject(manifest) && typeof manifest.id === 'string' ? manifest.id : null);

type CheckedPackage = { readonly manifest: Manifest; readonly version: string } | { readonly problems: readonly string[] };

/** What a package.json says, or a sentence for each of its problems. */
export function checkPackageJson({ picturerail, version, type }: Record<string, unknown>): CheckedPackage {
  const checked = checkManifest(picturerail);
  const problems = 'problems' in checked ? [...checked.problems] : [];
  if (typeof version !== 'string' || semver.valid(version) === null)
    problems.push(`the package's "version" is ${JSON.stringify(version)}, but must be a version such as "1.2.0"`);
  if (type !== 'module') problems.push(`the package's "type" is ${JSON.stringify(type)}, but must be "module"`);
  return problems.length > 0 || 'problems' in checked ? { problems } : { manifest: checked.manifest, version: version as string };
}

function packageIn(dir: string, file: string, content: unknown): Package | BrokenPackage | null {
  if (!isObject(content) || !('picturerail' in content)) return null;
  const checked = checkPackageJson(content);
  if ('problems' in checked) return { id: idOf(content.picturerail), dir, problem: manifestInvalid(file, checked.problems).message };
  const { manifest, version } = checked;
  return { id: manifest.id, kind: manifest.kind, version, dir, manifest };
}

/** The package in a folder, read without running code; null where the folder is no package of ours at all. */
export async function readPackage(dir: string): Promise<Package | BrokenPackage | null> {
  const file = join(dir, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return packageIn(dir, file, JSON.parse(text));
  } catch (error) {
    return { id: null, dir, problem: manifestInvalid(file, [`it is not valid JSON (${sentenceOf(error)})`]).message };
  }
}
