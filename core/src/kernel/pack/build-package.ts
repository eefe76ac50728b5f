import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dependenciesIn, isFile, type PackageJson, readPackageJson, refuseHostDependencies } from '../install/check-package.ts';
import { isObject } from '../packages/read-package.ts';
import { bundleEntry } from './bundle-entry.ts';
import { dependenciesNotInstalled } from './errors.ts';
import { copyPackageFiles } from './package-files.ts';

export interface BuildOptions {
  /** `where-needed` leaves JavaScript without dependencies as it is. */
  readonly bundle: 'always' | 'where-needed';
}

/**
 * Writes the self-contained package that a folder is the source of into an empty folder: its entry and its dependencies
 * compiled into one module, all else as it is. Errors: `pack-*`, `package-*`, `manifest-invalid`.
 */
export async function buildPackage(folder: string, into: string, { bundle }: BuildOptions): Promise<void> {
  const name = folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
  const json = await readPackageJson(folder, name);
  refuseHostDependencies(json, name);
  const missing = await missingDependencies(folder, json);
  if (missing.length > 0) throw dependenciesNotInstalled(name, missing);
  const entry = await entryOf(folder, json);
  const compiled = entry !== null && (bundle === 'always' || entry.from !== entry.to || dependenciesIn(json).length > 0) ? entry : null;
  await copyPackageFiles(folder, into, { json, name, without: compiled ? madeAnew(compiled) : [] });
  if (compiled === null) return;
  await mkdir(dirname(join(into, compiled.to)), { recursive: true });
  await bundleEntry({ folder, from: compiled.from, to: join(into, compiled.to), name });
  await writeFile(join(into, 'package.json'), `${JSON.stringify(publishedJson(json, compiled.to), null, 2)}\n`);
}

interface Entry {
  /** Both relative to the folder, without `./`. */
  readonly from: string;
  readonly to: string;
}

/** Where the entry's source lies and where its module belongs; null where there is none to compile, which the check of the package then says. */
async function entryOf(folder: string, { picturerail }: PackageJson): Promise<Entry | null> {
  const entry = isObject(picturerail) ? picturerail.entry : undefined;
  if (typeof entry !== 'string') return null;
  const path = entry.replace(/^\.\//, '');
  if (/\.m?ts$/.test(path)) return { from: path, to: `dist/${path.replace(/^src\//, '').replace(/\.(m?)ts$/, '.$1js')}` };
  const sources = path.startsWith('dist/') ? ['ts', 'mts'].map((ending) => `src/${path.slice('dist/'.length).replace(/\.m?js$/, `.${ending}`)}`) : [];
  for (const from of sources) if (await isFile(join(folder, from))) return { from, to: path };
  return (await isFile(join(folder, path))) ? { from: path, to: path } : null;
}

/** Sources, and what an earlier compilation left where the new one goes. */
const madeAnew = ({ from, to }: Entry): string[] => ['src', ...(from === to || !to.includes('/') ? [] : [to.slice(0, to.indexOf('/'))])];

async function missingDependencies(folder: string, json: PackageJson): Promise<string[]> {
  const missing: string[] = [];
  for (const dependency of dependenciesIn(json)) if (!(await isInstalled(folder, dependency))) missing.push(dependency);
  return missing;
}

/** Where Node would look: beside the package, then in each folder above. */
async function isInstalled(folder: string, dependency: string): Promise<boolean> {
  if (await isFile(join(folder, 'node_modules', dependency, 'package.json'))) return true;
  return dirname(folder) !== folder && isInstalled(dirname(folder), dependency);
}

const forDevelopers = ['devDependencies', 'scripts', 'dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'];
const forSources = ['files', 'exports', 'main', 'module', 'types', 'imports', 'workspaces', 'overrides'];

/** The package.json of what was compiled: what it was made of is part of it now. */
function publishedJson(json: PackageJson, entry: string): PackageJson {
  const kept = Object.entries(json).filter(([key]) => ![...forDevelopers, ...forSources].includes(key));
  const manifest = { ...(json.picturerail as object), entry: `./${entry}` };
  return { ...Object.fromEntries(kept), exports: { '.': `./${entry}` }, picturerail: manifest };
}
