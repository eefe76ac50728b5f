import type { Stage } from './stage.ts';

/** What differs between two answers of the same page: nonces, ids of requests, tokens of forms. */
const passing = [/nonce="[^"]*"/g, /value="[\w-]{20,}"/g, /Request &quot;[^&]*&quot;/g];

const settled = (text: string): string => passing.reduce((rest, one) => rest.replaceAll(one, ''), text);

/** Pages that plugins reach: of the core, and those of the plugin itself that have one address. */
export function pathsOf({ house, original, albums }: Stage): string[] {
  const own = (house.kernel.inspect(original.id)?.registrations ?? [])
    .filter(({ kind, name }) => kind === 'page' && name.startsWith('GET ') && !/[:*{]/.test(name))
    .map(({ name }) => name.slice('GET '.length));
  return ['/', '/newest', `/albums/${albums.small}`, `/albums/${albums.large}`, '/images/1', ...own];
}

export interface Seen {
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

/** Each page as visitors see it now, or the webmaster, without what changes from one answer to the next. */
export async function look(stage: Stage, paths: readonly string[], as?: 'webmaster'): Promise<Seen[]> {
  const pages: Seen[] = [];
  for (const path of paths) {
    const { status, text } = await stage.get(path, as);
    pages.push({ path, status, text: settled(text) });
  }
  return pages;
}

/** Paths of pages that are not what they were. */
export function changed(before: readonly Seen[], after: readonly Seen[]): string[] {
  return before
    .filter(({ path, status, text }) => after.some((one) => one.path === path && (one.status !== status || one.text !== text)))
    .map(({ path }) => path);
}

/** Paths of pages that a visitor would take for broken. */
export const broken = (pages: readonly Seen[]): string[] => pages.filter(({ status }) => status >= 500).map(({ path, status }) => `${path} (${status})`);
