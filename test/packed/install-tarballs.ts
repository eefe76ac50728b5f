import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface Installed {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/**
 * What npm would make of these tarballs in an empty folder, without asking a registry: our packages as they were packed,
 * and of all others those that they or `wanted` name, as the repository has them. What a package imports without
 * naming it is missing, as it would be for people.
 */
export async function installTarballs(folder: string, tarballs: readonly string[], wanted: readonly string[]): Promise<void> {
  const ours: Installed[] = [];
  for (const tarball of tarballs) ours.push(await unpacked(tarball, folder));
  const names = new Set([...wanted, ...ours.flatMap(({ dependencies }) => dependencies)]);
  for (const { name } of ours) names.delete(name);
  for (const name of names) await linked(name, folder);
}

async function unpacked(tarball: string, folder: string): Promise<Installed> {
  const stage = await mkdtemp(join(tmpdir(), 'picturerail-unpack-'));
  execFileSync('tar', ['xzf', tarball, '-C', stage]);
  const { name, dependencies = {} } = JSON.parse(await readFile(join(stage, 'package/package.json'), 'utf8'));
  await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true });
  await rename(join(stage, 'package'), join(folder, 'node_modules', name));
  await rm(stage, { recursive: true });
  return { name, dependencies: Object.keys(dependencies) };
}

async function linked(name: string, folder: string): Promise<void> {
  const workspaces = ['.', 'core', 'test/harness', ...(await readdir('plugins')).map((plugin) => join('plugins', plugin))];
  const found = workspaces.map((workspace) => resolve(workspace, 'node_modules', name)).find((path) => existsSync(path));
  if (!found) throw new Error(`"${name}" is not installed in the repository.`);
  const link = join(folder, 'node_modules', name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(found, link);
}
