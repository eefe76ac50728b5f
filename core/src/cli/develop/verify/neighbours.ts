import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiVersion } from '@picturerail/sdk';

/** Ids that come before and after all others. */
export const neighbours = ['a0-neighbour', 'zz-neighbour'] as const;

/** Hands on copies of what it gets, and puts nothing into slots: whoever relies on objects being the same, or on being alone, is found out. */
const code = `const filters = ['albums:list', 'images:list', 'images:view'];
const slots = ['page.head@1', 'page.menu@1', 'page.footer@1', 'album.toolbar@1', 'image.badges@1', 'image.toolbar@1', 'image.panel@1'];
export default {
  setup(rail) {
    for (const hook of filters) rail.filter(hook, (items) => items.map((item) => ({ ...item, data: { ...item.data } })));
    for (const slot of slots) rail.slot(slot, (items) => items.map(() => null));
  },
};
`;

/** Fills every slot, so that pages say which slots their theme offers. */
export const marker = 'slot-marker';
const marking = `export default {
  setup(rail) {
    for (const slot of SLOTS) rail.slot(slot, (items) => items.map(() => rail.html\`<!--\${slot}-->\`));
  },
};
`;

/** Two plugins that do nothing, one before and one after those under test. */
export async function makeNeighbours(into: string): Promise<void> {
  for (const id of neighbours) await makePlugin(join(into, id), id, code);
}

/** One whose id is {@link marker}. */
export const makeMarker = (into: string, slots: readonly string[]): Promise<void> =>
  makePlugin(join(into, marker), marker, marking.replace('SLOTS', JSON.stringify(slots)));

async function makePlugin(folder: string, id: string, text: string): Promise<void> {
  const picturerail = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: `^${apiVersion}`, entry: './index.js', activeByDefault: false };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', type: 'module', picturerail }));
  await writeFile(join(folder, 'index.js'), text);
}
