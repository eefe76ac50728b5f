import { bumpRevision, type Tx } from '#database';
import { effectiveGrants, emptyListId, type Grants, listDigest, viewersOf } from './access-list.ts';
import { type Audience, audienceDigest, audienceOf, holdsEveryone, nobody } from './audience.ts';
import { hiddenNarrow, openNarrow, type Registry } from './registry.ts';
import * as store from './registry-store.ts';

/** What a transaction knows and makes of lists, audiences, narrow keys and visibilities. What it makes is known to others once it has committed. */
export interface Ledger {
  grants(accessId: number): Promise<Grants>;
  listOf(grants: Grants): Promise<number>;
  /** What an album goes by that has a list of its own, below one with that list. */
  effectiveOf(ownAccessId: number, aboveId: number): Promise<number>;
  /** Of an own list; everyone narrows nothing, nobody hides. */
  narrowOf(viewers: Audience): Promise<number>;
  /** Of an image in albums with these lists; null for one that is in no list of the gallery. */
  visibilityOf(accessIds: Iterable<number>, narrowId: number): Promise<number | null>;
  /** Must be held before something is interned, and moves where processes keep something of it. */
  moveRevision(): Promise<void>;
  /** The same, where albums come to lie elsewhere or go by other lists. */
  moveTree(): Promise<void>;
}

interface Interning {
  readonly find: () => Promise<{ readonly id: number } | undefined>;
  readonly insert: () => Promise<number>;
}

/** `registry` holds what was committed before; what is not in it is looked up and kept here only, because this transaction may be undone. */
export function openLedger(registry: Registry, tx: Tx): Ledger {
  const lists = new Map<number, Grants>([[emptyListId, new Map()]]);
  const visibilities = new Map<string, number | null>();
  const ids = new Map<string, number>();
  let moved = false;

  const moveRevision = async (): Promise<void> => {
    if (!moved) await bumpRevision(tx, 'access');
    moved = true;
  };

  const moveTree = async (): Promise<void> => {
    await moveRevision();
    await bumpRevision(tx, 'tree');
  };

  /** Looked for again once the revision's row is held: whoever interned the same has committed then. */
  async function interned(name: string, known: number | undefined, { find, insert }: Interning): Promise<number> {
    const here = known ?? ids.get(name) ?? (await find())?.id;
    if (here !== undefined) return here;
    await moveRevision();
    const id = (await find())?.id ?? (await insert());
    ids.set(name, id);
    return id;
  }

  const audienceIdOf = (audience: Audience): Promise<number> => {
    const digest = audienceDigest(audience);
    return interned(`audience ${digest}`, registry.audienceIds.get(digest), {
      find: () => store.audienceByDigest(tx, digest),
      insert: () => store.insertAudience(tx, digest, audience),
    });
  };

  const grants = async (accessId: number): Promise<Grants> => {
    const known = registry.lists.get(accessId)?.grants ?? lists.get(accessId);
    if (known) return known;
    const read = store.readGrants(await store.listById(tx, accessId));
    lists.set(accessId, read);
    return read;
  };

  const listOf = async (wanted: Grants): Promise<number> => {
    const digest = listDigest(wanted);
    const known = registry.listIds.get(digest);
    if (known !== undefined) return known;
    const audienceId = await audienceIdOf(viewersOf(wanted, registry.links));
    const id = await interned(`list ${digest}`, undefined, {
      find: () => store.listByDigest(tx, digest),
      insert: () => store.insertList(tx, { digest, audienceId, grants: wanted }),
    });
    lists.set(id, wanted);
    return id;
  };

  const effectiveOf = async (ownAccessId: number, aboveId: number): Promise<number> => {
    const key = `${ownAccessId}:${aboveId}`;
    const known = registry.effective.get(key);
    if (known !== undefined) return known;
    const id = await listOf(effectiveGrants(await grants(ownAccessId), await grants(aboveId)));
    // Ids of rows that are not committed may come to name something else.
    if ([ownAccessId, aboveId, id].every((one) => registry.lists.has(one))) registry.effective.set(key, id);
    return id;
  };

  const narrowAudiences = new Map<number, Audience>([[hiddenNarrow, nobody]]);
  const narrowOf = async (viewers: Audience): Promise<number> => {
    if (holdsEveryone(viewers)) return openNarrow;
    if (viewers.length === 0) return hiddenNarrow;
    const audienceId = await audienceIdOf(viewers);
    const id = await interned(`narrow ${audienceId}`, registry.narrowIds.get(audienceId), {
      find: () => store.narrowByAudience(tx, audienceId),
      insert: () => store.insertNarrow(tx, audienceId),
    });
    narrowAudiences.set(id, viewers);
    return id;
  };

  const audienceOfNarrow = async (narrowId: number): Promise<Audience> =>
    narrowAudiences.get(narrowId) ?? registry.audiences.get(registry.narrows.get(narrowId) ?? 0) ?? store.audienceOfNarrow(tx, narrowId);

  const contentOf = async (accessIds: readonly number[], narrowId: number) => {
    const principals: number[] = [];
    for (const accessId of accessIds) principals.push(...viewersOf(await grants(accessId), registry.links));
    const audience = audienceOf(principals, registry.links);
    // What everyone would see is seen by whoever the own list lets: one visibility instead of two with the same viewers.
    return narrowId !== openNarrow && holdsEveryone(audience) ? { audience: await audienceOfNarrow(narrowId), narrowId: openNarrow } : { audience, narrowId };
  };

  const internVisibility = async (accessIds: readonly number[], narrow: number): Promise<number | null> => {
    const { audience, narrowId } = await contentOf(accessIds, narrow);
    if (audience.length === 0) return null;
    const audienceId = await audienceIdOf(audience);
    const key = `${audienceId}:${narrowId}`;
    return interned(`visibility ${key}`, registry.visibilityIds.get(key), {
      find: () => store.visibilityByContent(tx, audienceId, narrowId),
      insert: () => store.insertVisibility(tx, audienceId, narrowId),
    });
  };

  const visibilityOf = async (accessIds: Iterable<number>, narrowId: number): Promise<number | null> => {
    if (narrowId === hiddenNarrow) return null;
    const all = [...new Set(accessIds)].sort((a, b) => a - b);
    const key = `${all.join()}:${narrowId}`;
    const known = visibilities.get(key);
    if (known !== undefined) return known;
    const id = await internVisibility(all, narrowId);
    visibilities.set(key, id);
    return id;
  };

  return { grants, listOf, effectiveOf, narrowOf, visibilityOf, moveRevision, moveTree };
}
