import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackageJson } from '../install/check-package.ts';
import { notAFile, tooBig, tooManyFiles } from '../install/errors.ts';
import { mostBytes, mostFiles, mostMebibytes } from '../install/limits.ts';
import { patternInFiles } from './errors.ts';

/** What nobody needs to run a package. */
const leftOut = /^(?:\..*|node_modules|tests?|coverage|tsconfig.*\.json|package-lock\.json|.*\.tgz|.*\.tsbuildinfo|picturerail-env\.d\.ts)$/;
const always = /^(?:package\.json|readme|changelog|licen[cs]e|notice)/i;

/**
 * Copies what belongs to a package, as it is: what its "files" names, or else all but tests and tools. `without` are
 * folders at its top that are left out. Errors: `package-not-a-file`, `package-too-many-files`, `package-too-big`, `pack-files-pattern`.
 */
export async function copyPackageFiles(from: string, into: string, { json, name, without }: CopyOptions): Promise<void> {
  const listed = topOfFiles(json, name);
  const count = { files: 0, bytes: 0 };
  for (const top of (await readdir(from)).toSorted()) {
    const wanted = always.test(top) || (listed ? listed.some((path) => path === top || path.startsWith(`${top}/`)) : !leftOut.test(top));
    if (wanted && !without.includes(top)) await copy(top);
  }

  async function copy(path: string): Promise<void> {
    if (listed && !always.test(path) && !listed.some((one) => touches(one, path))) return;
    const found = await lstat(join(from, path));
    if (!found.isFile() && !found.isDirectory()) throw notAFile(name, path, found.isSymbolicLink() ? 'SymbolicLink' : 'special');
    count.files += 1;
    count.bytes += found.isFile() ? found.size : 0;
    if (count.files > mostFiles) throw tooManyFiles(name, mostFiles);
    if (count.bytes > mostBytes) throw tooBig(name, mostMebibytes);
    if (found.isFile()) return copyOne(join(from, path), join(into, path));
    for (const child of (await readdir(join(from, path))).toSorted()) if (!/^\.|^node_modules$/.test(child)) await copy(`${path}/${child}`);
  }
}

interface CopyOptions {
  readonly json: PackageJson;
  readonly name: string;
  readonly without: readonly string[];
}

/** One lies within the other. */
const touches = (listed: string, path: string): boolean => `${path}/`.startsWith(`${listed}/`) || `${listed}/`.startsWith(`${path}/`);

function topOfFiles({ files }: PackageJson, name: string): string[] | null {
  if (!Array.isArray(files)) return null;
  return files.map(String).map((file) => {
    const path = file.replace(/^\.?\//, '').replace(/(?:\/\*\*)?(?:\/\*)?\/?$/, '');
    if (/[*?![{]/.test(path)) throw patternInFiles(name, file);
    return path;
  });
}

async function copyOne(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
