import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isGalleryError } from '@picturerail/sdk';
import { buildPackage } from '../pack/build-package.ts';
import { installedPackages } from '../packages/installed-packages.ts';
import type { InstalledPackage, Package } from '../packages/package.ts';
import { checkPackage } from './check-package.ts';
import { digestFolder, syncFolder } from './digest-folder.ts';
import { downloadPackage } from './download-package.ts';
import { archiveTooBig, folderChanged, noPackage, placeFailed, sourceMissing } from './errors.ts';
import { hashFile } from './hash-file.ts';
import { mostPackedBytes, mostPackedMebibytes } from './limits.ts';
import { nameOfSource, type PackageSource } from './package-source.ts';
import { newStage } from './stages.ts';
import { unpackArchive } from './unpack-archive.ts';

export interface StageOptions {
  /** Where installed packages live. */
  readonly pluginsDir: string;
  /** Address of the npm registry that names are looked up in. */
  readonly npmRegistry: string;
  /** Packages that came with the gallery; those installed are known. */
  readonly bundled: readonly Package[];
}

/** A package that was fetched, unpacked and checked, of which nobody knows yet. One of `keep` and `discard` ends it. */
export interface StagedPackage {
  /** Lies in the stage until it is kept. */
  readonly package: Package;
  /** Name of the folder that it is kept in. */
  readonly folder: string;
  /** Of the archive, as npm writes it: `sha512-...`; null of a folder. */
  readonly integrity: string | null;
  readonly source: PackageSource;
  /** Moves it to its place below `pluginsDir`; where the same bytes lie there already, they stay. Errors: `package-folder-changed`. */
  keep(): Promise<InstalledPackage>;
  discard(): Promise<void>;
}

/**
 * Fetches a package and checks all that can be known without running it. No script of it runs, and none of its
 * dependencies is fetched. Whatever fails leaves nothing behind. Errors: `package-*`, `manifest-invalid`, `pack-*`.
 */
export async function stagePackage(source: PackageSource, options: StageOptions): Promise<StagedPackage> {
  const { pluginsDir } = options;
  const name = nameOfSource(source);
  let stage: string | null = null;
  try {
    stage = await newStage(pluginsDir, 'package');
    return await fill(stage, source, options);
  } catch (error) {
    if (stage !== null) await rm(stage, { recursive: true, force: true });
    throw isGalleryError(error) ? error : placeFailed(name, pluginsDir, error);
  }
}

async function fill(stage: string, source: PackageSource, { pluginsDir, npmRegistry, bundled }: StageOptions): Promise<StagedPackage> {
  const name = nameOfSource(source);
  const unpacked = join(stage, 'unpacked');
  await mkdir(unpacked, { recursive: true });
  const integrity = await fetchInto(stage, unpacked, { source, npmRegistry });
  const dir = await topOf(unpacked, name);
  const { packages } = await installedPackages(pluginsDir);
  const found = await checkPackage(dir, { name, known: [...bundled, ...packages] });
  const digest = await digestFolder(dir, { sync: true });
  const folder = `${found.version}+${digest.slice(0, 8)}`;
  const discard = () => rm(stage, { recursive: true, force: true });
  const keep = async () => ({ ...found, dir: await moveToPlace(dir, pluginsDir, { id: found.id, folder, digest }), folder });
  return { package: found, folder, integrity, source, discard, keep: () => keep().finally(discard) };
}

interface Fetching {
  readonly source: PackageSource;
  readonly npmRegistry: string;
}

async function fetchInto(stage: string, unpacked: string, { source, npmRegistry }: Fetching): Promise<string | null> {
  if (source.kind === 'folder') {
    await buildPackage(source.path, unpacked, { bundle: 'where-needed' });
    return null;
  }
  const name = nameOfSource(source);
  const archive = source.kind === 'registry' ? join(stage, 'archive.tgz') : source.path;
  const downloaded = source.kind === 'registry' ? await downloadPackage(source, npmRegistry, archive) : null;
  const found = await stat(archive).catch(() => null);
  if (!found?.isFile()) throw sourceMissing(archive);
  if (found.size > mostPackedBytes) throw archiveTooBig(name, mostPackedMebibytes);
  await unpackArchive(archive, unpacked, name);
  return downloaded ?? hashFile(archive);
}

/** Archives of npm hold one folder, named "package"; those made by hand another one, or none. */
async function topOf(unpacked: string, name: string): Promise<string> {
  const entries = await readdir(unpacked, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === 'package.json')) return unpacked;
  const [only, ...others] = entries;
  if (!only?.isDirectory() || others.length > 0) throw noPackage(name);
  return join(unpacked, only.name);
}

interface Place {
  readonly id: string;
  readonly folder: string;
  readonly digest: string;
}

async function moveToPlace(dir: string, pluginsDir: string, { id, folder, digest }: Place): Promise<string> {
  const home = join(pluginsDir, id);
  const place = join(home, folder);
  await mkdir(home, { recursive: true });
  try {
    await rename(dir, place);
  } catch (error) {
    // Somebody kept it before. A folder in use is never written to.
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    if ((await digestFolder(place)) !== digest) throw folderChanged(place);
  }
  for (const changed of [home, pluginsDir]) await syncFolder(changed);
  return place;
}
