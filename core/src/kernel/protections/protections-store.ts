import { insertIgnore, type Sql, type Tx } from '#database';
import type { Protection } from './protection.ts';

interface ProtectionRow extends Protection {
  readonly createdAt: number;
}

export const protectionRows = (sql: Sql): Promise<ProtectionRow[]> =>
  sql.all<ProtectionRow>('SELECT plugin, scope, step, created_at AS createdAt FROM protections ORDER BY plugin, scope, step');

interface ReadRow {
  readonly revision: number;
  readonly plugin: string | null;
  readonly scope: string;
  readonly step: string;
}

/** All of them with the registry's revision they stand at. */
export async function readProtections(sql: Sql): Promise<{ readonly revision: number; readonly protections: readonly Protection[] }> {
  const rows = await sql.all<ReadRow>(
    `SELECT r.value AS revision, p.plugin, p.scope, p.step FROM revisions r LEFT JOIN protections p ON p.plugin IS NOT NULL WHERE r.name = 'registry'`,
  );
  const protections = rows.flatMap(({ plugin, scope, step }) => (plugin === null ? [] : [{ plugin, scope, step }]));
  return { revision: rows[0]?.revision ?? 0, protections };
}

/** Answers how many of them are new. */
export const insertProtections = (tx: Tx, protections: readonly Protection[], now: number): Promise<number> =>
  insertIgnore(
    tx,
    'protections',
    protections.map(({ plugin, scope, step }) => ({ plugin, scope, step, created_at: now })),
  );

export const deleteProtections = async (tx: Tx, plugin: string): Promise<number> =>
  (await tx.run('DELETE FROM protections WHERE plugin = ?', [plugin])).changes;
