import type { Tables } from '@picturerail/sdk';
import type { Audience } from '../audience.ts';
import type { Entry, EntryChange, MenuName, Target } from './entry.ts';

interface EntryRow {
  readonly id: number;
  readonly menu: MenuName;
  readonly parent_id: number;
  readonly position: number;
  readonly target: Target['kind'];
  readonly target_id: number | null;
  readonly address: string | null;
  readonly audience: string | null;
  readonly names: string;
  /** Kept for one step back. */
  readonly removed_at: number | null;
}

const entries = (tables: Tables) => tables.table<EntryRow>('entries');

const targetOf = ({ target, target_id, address }: EntryRow): Target => {
  if (target === 'home' || target === 'newest') return { kind: target };
  return target === 'address' ? { kind: target, address: address ?? '/' } : { kind: target, id: target_id ?? 0 };
};

const entryOf = (row: EntryRow): Entry => ({
  id: row.id,
  menu: row.menu,
  parentId: row.parent_id,
  target: targetOf(row),
  audience: row.audience === null ? null : (JSON.parse(row.audience) as Audience),
  names: JSON.parse(row.names) as Entry['names'],
});

const columnsOf = ({ menu, parentId, target, audience, names }: EntryChange): Partial<EntryRow> => ({
  ...(menu !== undefined && { menu }),
  ...(parentId !== undefined && { parent_id: parentId }),
  ...(target !== undefined && { target: target.kind, target_id: 'id' in target ? target.id : null, address: 'address' in target ? target.address : null }),
  ...(audience !== undefined && { audience: audience === null ? null : JSON.stringify(audience) }),
  ...(names !== undefined && { names: JSON.stringify(names) }),
});

/** In their order; those below others among them. */
export const allEntries = async (tables: Tables): Promise<Entry[]> =>
  (await entries(tables).select({ where: { removed_at: null }, orderBy: ['position', 'id'] })).map(entryOf);

/** Answers its id. */
export async function insertEntry(tables: Tables, entry: Omit<Entry, 'id'>): Promise<number> {
  const all = await entries(tables).select({ orderBy: ['position'], descending: true, limit: 1 });
  await entries(tables).insert({ ...columnsOf(entry), position: (all[0]?.position ?? -1) + 1 });
  return (await entries(tables).select({ orderBy: ['id'], descending: true, limit: 1 }))[0]?.id ?? 0;
}

export const updateEntry = async (tables: Tables, id: number, change: EntryChange): Promise<void> =>
  void (await entries(tables).update({ id }, columnsOf(change)));

export async function writeEntryOrder(tables: Tables, ids: readonly number[]): Promise<void> {
  for (const [position, id] of ids.entries()) await entries(tables).update({ id }, { position });
}

/** What was removed before goes for good: one step back is kept. */
export async function removeEntries(tables: Tables, ids: readonly number[], now: number): Promise<void> {
  const removed = (await entries(tables).select()).filter(({ removed_at }) => removed_at !== null).map(({ id }) => id);
  await entries(tables).delete({ id: removed });
  await entries(tables).update({ id: ids }, { removed_at: now });
}

/** False where nothing is left to bring back. */
export async function bringBack(tables: Tables): Promise<boolean> {
  const removed = (await entries(tables).select()).filter(({ removed_at }) => removed_at !== null).map(({ id }) => id);
  return removed.length > 0 && (await entries(tables).update({ id: removed }, { removed_at: null })) > 0;
}
