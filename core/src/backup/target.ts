import { mkdir, readdir, realpath, rename } from 'node:fs/promises';
import path from 'node:path';
import { leftWorkingNames, workingName } from '#runtime';
import { syncDirectory } from '#storage';
import { backupInsideData, backupInsideRoot, folderFailed } from './errors.ts';
import { manifestName } from './manifest.ts';

/** Where a backup comes to lie. */
export interface Target {
  /** What holds one backup beside the other. */
  readonly parent: string;
  /** Where this one is written until it is whole. */
  readonly draft: string;
  /** What backups that were cut off have left. */
  readonly left: readonly string[];
  /** Gives it its name, by which it is known to be whole. */
  finish(name: string): Promise<string>;
}

export interface TargetOptions {
  readonly dataDir: string;
  readonly roots: readonly string[];
}

/** What stands before the time in the name of a backup, by why it was made; nothing where somebody asked for it. */
export const prefixes = { asked: '', scheduled: 'scheduled-', migration: 'before-' } as const;
export type BackupKind = keyof typeof prefixes;

/** Below it lie those that are not whole yet. */
const drafts = '.unfinished';

/** `2026-11-22T03-45-10Z`: a name that every file system takes. */
export const stamp = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');

/** Errors: `backup-inside-data`, `backup-inside-root`, `backup-folder`. */
export async function openTarget(folder: string, options: TargetOptions): Promise<Target> {
  const parent = await realFolder(path.resolve(folder));
  await refuse(parent, options);
  const below = path.join(parent, drafts);
  try {
    await mkdir(below, { recursive: true, mode: 0o700 });
    const left = (await leftWorkingNames(below)).map((name) => path.join(below, name));
    const draft = workingName(below, 'backup');
    await mkdir(draft, { mode: 0o700 });
    return { parent, draft, left, finish: (name) => finish(parent, draft, name) };
  } catch (error) {
    throw folderFailed(parent, error);
  }
}

async function refuse(parent: string, { dataDir, roots }: TargetOptions): Promise<void> {
  const data = await realFolder(dataDir);
  const right = path.join(data, 'backups');
  if (isWithin(parent, data) && !isWithin(parent, right)) throw backupInsideData(parent, right);
  const root = roots.find((one) => isWithin(parent, one));
  if (root !== undefined) throw backupInsideRoot(parent, root);
}

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);

/** With links resolved as far as it exists. */
async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  if (real !== null) return real;
  const above = path.dirname(folder);
  return above === folder ? folder : path.join(await realFolder(above), path.basename(folder));
}

async function finish(parent: string, draft: string, name: string): Promise<string> {
  const taken = new Set(await readdir(parent));
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = `${name}-${n}`;
  const folder = path.join(parent, free);
  await syncDirectory(draft);
  await rename(draft, folder);
  await syncDirectory(parent);
  return folder;
}

/** Epoch ms from the stamp in its name; 0 where a person has changed it. */
export function timeOf(folder: string): number {
  const [, day, hours, minutes, seconds] = /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z(?:-\d+)?$/.exec(folder) ?? [];
  return day === undefined ? 0 : Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) || 0;
}

/** Whole backups in a folder, the newest first; those whose name a person has changed come last. */
export async function backupsIn(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true });
  const found: string[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))) {
    const inside: string[] = await readdir(path.join(parent, name)).catch(() => []);
    if (inside.includes(manifestName)) found.push(name);
  }
  return found.toSorted((a, b) => timeOf(b) - timeOf(a) || (a < b ? 1 : -1)).map((name) => path.join(parent, name));
}
