import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discoverPackages, type Package } from '#kernel';
import { checkImports } from './check-imports.ts';
import { checkRanges } from './check-ranges.ts';
import { checkTexts } from './check-texts.ts';
import type { Finding } from './finding.ts';

/** Built files, from the sources as well as from themselves. */
const entry = join(import.meta.dirname, '../../../../dist/cli/develop/verify/verify-process.js');

/** None of the trials takes half of it. */
const patienceMs = 60_000;

export interface VerifyOptions {
  /** Folders with packages that a theme may build on. */
  readonly packagesDirs: readonly string[];
  /** Told what is tried next. */
  readonly begins: (what: string) => void;
}

/** Holds a plugin's or theme's folder against all that a gallery relies on. Answers what is wrong; nothing, where it is sound. */
export async function verifyPackage(folder: string, options: VerifyOptions): Promise<readonly Finding[]> {
  options.begins('says of itself what it has to');
  const { packages, broken } = await discoverPackages([folder]);
  const [one] = packages;
  if (!one)
    return [
      {
        check: 'manifest',
        problem: broken[0]?.problem ?? `There is no plugin or theme in "${folder}".`,
        fix: broken[0] ? 'docs/reference.md lists the keys of a manifest.' : 'Give the folder that its package.json lies in.',
      },
    ];
  const json = JSON.parse(await readFile(join(one.dir, 'package.json'), 'utf8'));
  const parents = await parentsOf(one, options.packagesDirs);
  const written = [...checkRanges(one), ...checkTexts(one, parents), ...(await checkImports(one, json))];
  return [...written, ...(await tryPackage(one, options))];
}

async function parentsOf({ manifest }: Package, packagesDirs: readonly string[]): Promise<Package[]> {
  const { packages } = await discoverPackages(packagesDirs);
  const chain: Package[] = [];
  for (let parent = manifest.parent; parent !== undefined; parent = chain.at(-1)?.manifest.parent) {
    const found = packages.find(({ id }) => id === parent);
    if (!found || chain.includes(found)) return chain;
    chain.push(found);
  }
  return chain;
}

type Message = { readonly begins: string } | { readonly found: Finding } | { readonly over: boolean; readonly error?: string };

/** In a process of its own, which the plugin may hang or end. */
function tryPackage({ dir }: Package, { begins }: VerifyOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  let now = 'is tried';
  let over = false;
  const child = fork(entry, [dir], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const hangs = () => {
    findings.push(stopped(`It did not come to an end where it was to be seen that it ${now}.`));
    over = true;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(hangs, patienceMs);
  child.on('message', (message: Message) => {
    clearTimeout(timer);
    timer = setTimeout(hangs, patienceMs);
    if ('begins' in message) {
      now = message.begins;
      begins(now);
    } else if ('found' in message) findings.push(message.found);
    else {
      over = true;
      if (message.error !== undefined) findings.push(stopped(`It could not be seen whether it ${now}: ${message.error}`));
    }
  });
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (!over) findings.push(stopped(`It ended its process (${signal ?? `code ${code}`}) where it was to be seen that it ${now}.`));
      resolve(findings);
    });
  });
}

const stopped = (problem: string): Finding => ({ check: 'start', problem, fix: 'Run it with "plugin dev" and LOG_LEVEL=debug to see where.' });
