import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { Manifest, Needs } from '@picturerail/sdk';
import semver from 'semver';
import { manifestInvalid, sentenceOf } from '../errors.ts';
import type { Package } from '../packages/package.ts';
import { checkPackageJson, isObject } from '../packages/read-package.ts';
import { bringsHostPackage, entryMissing, kindChanged, noPackage, notAModule, notBundled, rangeImpossible, versionOdd } from './errors.ts';
import { hostPackages } from './host-packages.ts';

export type PackageJson = Readonly<Record<string, unknown>>;

/** What a package.json says, where it says that it is one of ours. `name` is how sentences call the package. Errors: `package-not-ours`, `manifest-invalid`. */
export async function readPackageJson(dir: string, name: string): Promise<PackageJson> {
  const text = await readFile(join(dir, 'package.json'), 'utf8').catch(() => null);
  if (text === null) throw noPackage(name);
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json) && 'picturerail' in json) return json;
  } catch (error) {
    throw manifestInvalid(`${name}/package.json`, [`it is not valid JSON (${sentenceOf(error)})`]);
  }
  throw noPackage(name);
}

export interface CheckOptions {
  /** How sentences call it. */
  readonly name: string;
  /** What the gallery has already. */
  readonly known: readonly Package[];
}

/** Holds a folder against all that can be said of a package without running it. Errors: `package-*`, `manifest-invalid`. */
export async function checkPackage(dir: string, { name, known }: CheckOptions): Promise<Package> {
  const json = await readPackageJson(dir, name);
  if (json.type !== 'module') throw notAModule(name, json.type);
  const checked = checkPackageJson(json);
  if ('problems' in checked) throw manifestInvalid(`${name}/package.json`, checked.problems);
  const { manifest, version } = checked;
  // It becomes the name of a folder.
  if (!/^[0-9][0-9A-Za-z.+-]{0,99}$/.test(version)) throw versionOdd(name, version);
  const found = { id: manifest.id, kind: manifest.kind, version, dir, manifest };
  refuseOtherKind(found, name, known);
  refuseImpossibleRanges(manifest, name);
  await refuseHostPackages(dir, json, name);
  await refuseMissingDependencies(dir, json, name);
  await refuseMissingEntry(dir, manifest, name);
  return found;
}

function refuseOtherKind({ id, kind }: Package, name: string, known: readonly Package[]): void {
  const other = known.find((one) => one.id === id && one.kind !== kind);
  if (other) throw kindChanged(name, id, other.kind);
}

const isPossible = (range: string): boolean => semver.minVersion(range) !== null && semver.intersects(range, range);

function refuseImpossibleRanges({ api, requires, optional }: Manifest, name: string): void {
  const needs = [requires, optional].flatMap((need: Needs | undefined) => [
    ...Object.entries(need?.plugins ?? {}).map(([id, range]) => [`the plugin "${id}"`, range] as const),
    ...Object.entries(need?.services ?? {}).map(([token, range]) => [`the service "${token}"`, range] as const),
  ]);
  const impossible = [['the plugin API', api] as const, ...needs].find(([, range]) => !isPossible(range));
  if (impossible) throw rangeImpossible(name, impossible[0], impossible[1]);
}

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : isObject(value) ? Object.keys(value) : []);

/** What the package needs at run time, by its own account. */
export const dependenciesIn = (json: PackageJson): string[] => namesIn(json.dependencies);

/** Errors: `package-brings-host`. */
export function refuseHostDependencies(json: PackageJson, name: string): void {
  const brought = [json.dependencies, json.optionalDependencies, json.bundleDependencies, json.bundledDependencies].flatMap(namesIn);
  const host = hostPackages.find((one) => brought.includes(one));
  if (host !== undefined) throw bringsHostPackage(name, host);
}

async function refuseHostPackages(dir: string, json: PackageJson, name: string): Promise<void> {
  refuseHostDependencies(json, name);
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const modules = entries.filter((entry) => entry.isDirectory() && entry.name === 'node_modules').map((entry) => join(entry.parentPath, entry.name));
  const present = (host: string) => entries.some((entry) => modules.includes(moduleFolderOf(entry.parentPath, host)) && entry.name === basename(host));
  const host = hostPackages.find(present);
  if (host !== undefined) throw bringsHostPackage(name, host);
}

/** The node_modules that a package lies in whose parent folder is `parent`; a scope's folder stands between. */
const moduleFolderOf = (parent: string, host: string): string =>
  host.startsWith('@') ? (basename(parent) === posix.dirname(host) ? dirname(parent) : '') : parent;

async function refuseMissingDependencies(dir: string, json: PackageJson, name: string): Promise<void> {
  const missing: string[] = [];
  for (const dependency of dependenciesIn(json)) {
    if (!(await isFile(join(dir, 'node_modules', dependency, 'package.json')))) missing.push(dependency);
  }
  if (missing.length > 0) throw notBundled(name, missing);
}

async function refuseMissingEntry(dir: string, { entry }: Manifest, name: string): Promise<void> {
  if (entry !== undefined && !(await isFile(join(dir, entry)))) throw entryMissing(name, entry);
}

export const isFile = async (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
