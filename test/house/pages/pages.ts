import { existsSync, readdirSync } from 'node:fs';

const folders = /^(?:core|sdk|plugins|themes|migrations|test|docs|\.ci)\//;

/** Pages for people that nobody generates. */
export function handWrittenPages(): string[] {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`);
  const made = ['docs/hooks.md', 'docs/errors.md', 'docs/reference.md'];
  return ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...docs.filter((path) => path.endsWith('.md') && !made.includes(path))].filter(
    (path) => existsSync(path),
  );
}

/** Paths of the repository set in code type; those with a placeholder (`<id>`, `*`, `NNNN`) stand for many and are left out. */
export function pathsIn(page: string): string[] {
  const spans = [...page.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span as string);
  return [...spans, ...pathsInBlocks(page)].filter((span) => folders.test(span) && !/[<*{ ]|NNNN|\bmine\b/.test(span)).map((span) => span.replace(/:\d+$/, ''));
}

function pathsInBlocks(page: string): string[] {
  return [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block]) => (block as string).split(/[\s│├└─]+/));
}

/** Relative targets of links and pictures. */
export function linksIn(page: string): string[] {
  return [...page.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link as string).filter((link) => !/^[a-z]+:/.test(link));
}

/** Names of the npm scripts a page tells people to run. */
export function commandsIn(page: string): string[] {
  const runs = [...page.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name as string);
  const short = [...page.matchAll(/\bnpm (start|test)\b/g)].map(([, name]) => name as string);
  return [...runs, ...short];
}
