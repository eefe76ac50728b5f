import type { Check, CheckOptions, Wrong } from '#doctor';
import { effectiveGrants, listDigest } from '../access/access-list.ts';
import { openLedger } from '../access/ledger.ts';
import { idsOf, isTrashed } from '../albums/album-path.ts';
import { albumById } from '../albums/albums-store.ts';
import { firstUnswitched, insertChange } from '../changes/access-changes-store.ts';
import { accessChangeJob, finishAccessChanges, makeEffective } from '../changes/finish-access-changes.ts';
import type { Gallery } from '../gallery.ts';
import { albumsOfCase, type ListCase, listCases, mendRoot, wrongInherited, wrongRoots } from './album-tree-store.ts';

const code = 'album-list';

export const checkAlbumLists = (g: Gallery): Check => ({
  name: 'access lists of albums',
  codes: { [code]: 'Albums go by another access list than their own and their parents say: somebody may see too much or too little.' },
  async *run(options) {
    for (const { id } of await wrongRoots(g.database.read)) {
      if (options.repair) await g.database.transaction((tx) => mendRoot(tx, id));
      yield { code, what: `album ${id}`, repaired: options.repair };
    }
    yield* asLongAs(g, () => wrongInherited(g.database.read), options);
    yield* asLongAs(g, () => wrongOwn(g), options);
    if (options.repair) await finishAccessChanges(g, options.signal);
  },
});

/** From the top down: what inherits is right once what is above it is. */
async function* asLongAs(g: Gallery, find: () => Promise<{ readonly id: number }[]>, { repair, signal }: CheckOptions): AsyncIterable<Wrong> {
  const seen = new Set<number>();
  for (;;) {
    signal?.throwIfAborted();
    const next = (await find()).filter(({ id }) => !seen.has(id));
    if (next.length === 0) return;
    for (const { id } of next) {
      seen.add(id);
      if (repair) await followParent(g, id);
      yield { code, what: `album ${id}`, repaired: repair };
    }
  }
}

/** What two lists come to depends on their content alone, which never changes. */
async function wrongOwn(g: Gallery): Promise<{ readonly id: number }[]> {
  const found = [];
  g.access.touch();
  const cases = await listCases(g.database.read);
  const { lists } = await g.access.registry();
  const grants = (id: number) => lists.get(id)?.grants ?? new Map();
  const isWrong = ({ own, above, is }: ListCase) => !lists.has(is) || listDigest(effectiveGrants(grants(own), grants(above))) !== listDigest(grants(is));
  for (const one of cases.filter(isWrong)) found.push(...(await albumsOfCase(g.database.read, one)));
  return found;
}

/** Switches an album and what inherits from it to the lists they should go by, as an access change does: nobody sees too much meanwhile. */
async function followParent(g: Gallery, id: number): Promise<void> {
  for (;;) {
    await makeEffective(g);
    const registry = await g.access.registry();
    const begun = await g.database.transaction(async (tx) => {
      await openLedger(registry, tx).moveTree();
      if (await firstUnswitched(tx)) return false;
      const found = await albumById(tx, id);
      // In the trash the list of its top decides for all below it.
      const album = found && isTrashed(found.path) ? await albumById(tx, idsOf(found.path)[1] ?? id) : found;
      if (!album?.parentId) return true;
      await insertChange(tx, { albumId: album.id, targetParentId: null, ownAccessId: album.ownAccessId, phase: 'hide', narrows: true, now: g.clock() });
      await g.jobs?.add(tx, accessChangeJob, null, { key: accessChangeJob });
      tx.afterCommit(() => g.access.touch());
      return true;
    });
    if (begun) return makeEffective(g);
  }
}
