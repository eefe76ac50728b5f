import { join } from 'node:path';
import { type PreparedInstall, type PreparedRollback, prepareInstall, prepareRollback, prepareUpdate, registrySource } from '#kernel';
import type { House } from '../../../house.ts';
import type { Change } from './change.ts';
import { uploadDir } from './proposals.ts';

export type Prepared = PreparedInstall | PreparedRollback;

/** Fetches and checks what a proposal asks for; nothing is changed yet. Errors: those of the kernel's use cases. */
export async function prepareChange(house: House, token: string, change: Change): Promise<Prepared> {
  switch (change.kind) {
    case 'name':
      return prepareInstall(house, registrySource(change.text));
    case 'upload':
      return prepareInstall(house, { kind: 'upload', path: join(uploadDir(house, token), change.fileName) });
    case 'update':
      return prepareUpdate(house, change.id);
    case 'rollback':
      return prepareRollback(house, change.id);
  }
}

/** Ends a preparation that is not carried out. */
export async function discard(prepared: Prepared): Promise<void> {
  if ('discard' in prepared) await prepared.discard();
}
