import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { create } from 'tar';
import { checkPackage } from '../install/check-package.ts';
import { archiveTooBig } from '../install/errors.ts';
import { hashFile } from '../install/hash-file.ts';
import { mostPackedBytes, mostPackedMebibytes } from '../install/limits.ts';
import { buildPackage } from './build-package.ts';
import { folderUnknown } from './errors.ts';
import { settingsTypes } from './settings-types.ts';

export interface Packed {
  readonly id: string;
  readonly version: string;
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
  readonly files: number;
  /** As npm writes it: `sha512-...`. */
  readonly integrity: string;
}

export interface PackOptions {
  /** File to write; default `<id>-<version>.tgz` in `cwd`. */
  readonly out?: string | undefined;
  readonly cwd: string;
}

/** The time that npm gives all files of its archives: the same sources make the same bytes. */
const someTime = new Date('1985-10-26T08:15:00.000Z');

/** Makes a self-contained archive of a plugin's or theme's folder, and writes the types of its settings beside its sources. Errors: `pack-*`, `package-*`, `manifest-invalid`. */
export async function packPlugin(folder: string, { out, cwd }: PackOptions): Promise<Packed> {
  const source = resolve(cwd, folder);
  if (!(await stat(source).catch(() => null))?.isDirectory()) throw folderUnknown(folder);
  const place = await mkdtemp(join(tmpdir(), 'picturerail-pack-'));
  try {
    const built = join(place, 'package');
    await mkdir(built);
    await buildPackage(source, built, { bundle: 'always' });
    const { id, version, manifest } = await checkPackage(built, { name: basename(source), known: [] });
    if (manifest.settings) await writeFile(join(source, 'picturerail-env.d.ts'), settingsTypes(id, manifest.settings));
    const file = resolve(cwd, out ?? `${id}-${version}.tgz`);
    const files = await archive(place, file);
    const { size } = await stat(file);
    if (size > mostPackedBytes) throw archiveTooBig(basename(file), mostPackedMebibytes);
    return { id, version, file, bytes: size, files, integrity: await hashFile(file) };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function archive(place: string, file: string): Promise<number> {
  const entries = await readdir(join(place, 'package'), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(place, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  await mkdir(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}.part`;
  await create({ gzip: { level: 9 }, portable: true, mtime: someTime, cwd: place, file: half }, paths.toSorted());
  await rename(half, file);
  return paths.length;
}
