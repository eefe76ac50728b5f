import { markdownTable } from './markdown-table.ts';
import type { Measure, Section } from './measure.ts';

/** When, where and of what. */
export interface Occasion {
  readonly machine: string;
  readonly date: string;
  readonly commit: string;
  /** Of the machine, over the minute before the measure began. */
  readonly load: number;
}

/** A measure's part of RESULTS.md, from one mark to the other. */
export function sectionText({ name, title }: Pick<Measure, 'name' | 'title'>, { text, aims }: Section, on: Occasion): string {
  const occasion = `Measured on ${on.date} at ${on.commit}, on ${on.machine}; load average ${on.load.toFixed(1)} when it began.`;
  const rows = aims.map(({ what, aim, found, holds }) => [what, aim, found, holds ? 'yes' : 'no']);
  const table = rows.length === 0 ? '' : `\n${markdownTable(['what', 'aim', 'found', 'holds'], rows, { left: 4 })}\n`;
  return `${open(name)}\n## ${title}\n\n${occasion}\n\n${text.trim()}\n${table}${close(name)}`;
}

/** RESULTS.md with one section put in place of what was between its marks; at the end where there were none. */
export function replaceSection(results: string, name: string, section: string): string {
  const [from, to] = [results.indexOf(open(name)), results.indexOf(close(name))];
  if (from === -1 && to === -1) return `${results.trimEnd()}\n\n${section}\n`;
  if (from === -1 || to < from) throw new Error(`RESULTS.md has one of the marks "${open(name)}" and "${close(name)}" without the other one in its place.`);
  return results.slice(0, from) + section + results.slice(to + close(name).length);
}

const open = (name: string): string => `<!-- ${name} -->`;
const close = (name: string): string => `<!-- /${name} -->`;
