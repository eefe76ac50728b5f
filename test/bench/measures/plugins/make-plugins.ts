import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiVersion } from '@picturerail/sdk';

/** What all do, and nobody sees on the page that is measured. */
const elsewhere = (id: string) => `
    rail.router.get('/', () => ({ json: '${id}' }));
    rail.slot('image.panel@1', (items) => items.map(() => rail.html\`<p>${id}</p>\`));
    rail.timers.every(60000, () => {});`;

const onPages = (id: string) => `
    rail.slot('page.footer@1', (items) => items.map(() => rail.html\`<p>${id}</p>\`));`;

const onCards = (id: string) => `
    rail.filter('images:list', (cards) => { for (const card of cards) card.data['${id}'] = { width: card.width }; });
    rail.slot('image.badges@1', (cards) => cards.map((card) => (card.id % 7 === 0 ? rail.html\`<i>\${card.title}</i>\` : null)));`;

/** Ten plugins that work on each card of a page, then ten with a piece on each page, then those that work elsewhere. */
const codeOf = (id: string, number: number): string =>
  [`export default {\n  setup(rail) {`, elsewhere(id), number <= 20 ? onPages(id) : '', number <= 10 ? onCards(id) : '', `\n  },\n};`].join('');

export interface Folder {
  readonly id: string;
  readonly dir: string;
}

/** Plugins that came with a gallery, side by side in a folder. `filler` makes the code longer, with as many functions. */
export async function makePlugins(dir: string, count: number, filler = 0): Promise<Folder[]> {
  const made: Folder[] = [];
  for (let number = 1; number <= count; number += 1) {
    const id = `bench-${number}`;
    const folder = join(dir, id);
    await mkdir(folder, { recursive: true });
    await writePlugin(folder, { id, number, filler });
    made.push({ id, dir: folder });
  }
  return made;
}

export interface Written {
  readonly id: string;
  readonly number: number;
  readonly filler: number;
  /** Another one, other bytes. */
  readonly mark?: string;
}

/** In a folder that is there. */
export async function writePlugin(folder: string, { id, number, filler, mark = '' }: Written): Promise<void> {
  const picturerail = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: `^${apiVersion}`, entry: './index.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: `picturerail-${id}`, version: '1.0.0', type: 'module', picturerail }));
  const more = Array.from(
    { length: filler },
    (_, index) => `export const more${index} = (value) => ({ value, mark: '${mark}', text: 'some words of number ${index}' });`,
  );
  await writeFile(join(folder, 'index.js'), [codeOf(id, number), ...more].join('\n'));
}
