import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Package } from '#kernel';
import type { Finding } from './finding.ts';

type Texts = ReadonlySet<string>;

const plural = /_(?:zero|one|two|few|many|other)$/;
/** Keys that are written out where they are asked for: with the language first in code, alone in templates. */
const asked = /\.t\(\s*[\w.]+,\s*'([\w.-]+)'\s*[,)]/g;
const askedInTemplates = /\bt\(\s*'([\w.-]+)'\s*[,)]/g;

/** Languages that differ in what they have, and keys that no language has. `parents`: the packages whose texts stand in for those it lacks. */
export function checkTexts(one: Package, parents: readonly Package[] = []): Finding[] {
  const languages = [...textsOf(one)];
  const all = new Set(languages.flatMap(([, keys]) => [...keys]));
  const known = new Set([...all, ...parents.flatMap((parent) => [...textsOf(parent).values()].flatMap((keys) => [...keys]))]);
  const missing = languages.flatMap(([language, keys]) =>
    lacking(
      language,
      [...all].filter((key) => !keys.has(key)),
    ),
  );
  const unknown = [...new Set([...inManifest(one), ...inFiles(one)])].filter((key) => !known.has(key));
  return [
    ...missing,
    ...unknown.map<Finding>((key) => ({
      check: 'texts',
      problem: `The text "${key}" is asked for, and no language has it.`,
      fix: `Add "${key}" to the files in "${localesOf(one)}".`,
    })),
  ];
}

function lacking(language: string, keys: readonly string[]): Finding[] {
  if (keys.length === 0) return [];
  const fix = `Add them to "${language}.json", or take them out of the other languages.`;
  return [{ check: 'texts', problem: `The language "${language}" lacks texts that others have: ${keys.join(', ')}.`, fix }];
}

const localesOf = ({ manifest }: Package): string => manifest.locales ?? './locales';

/** Keys by language, without the endings of plural forms. */
function textsOf(one: Package): Map<string, Texts> {
  const folder = join(one.dir, localesOf(one));
  return new Map(filesIn(folder, /\.json$/).map((file) => [relative(folder, file).replace(/\.json$/, ''), keysIn(file)]));
}

function keysIn(file: string): Texts {
  return new Set(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).map((key) => key.replace(plural, '')));
}

function filesIn(folder: string, kind: RegExp): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && kind.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}

function inManifest({ manifest }: Package): string[] {
  return [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key as string);
}

function inFiles({ dir }: Package): string[] {
  const files = filesIn(dir, /(?<!\.(?:test|d))\.(?:m?js|ts|njk)$/).filter((file) => !/(?:^|[\\/])(?:node_modules|test)[\\/]/.test(relative(dir, file)));
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(file.endsWith('.njk') ? askedInTemplates : asked)].map(([, key]) => key as string));
}
