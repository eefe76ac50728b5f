import type { Ledger } from '../access/ledger.ts';
import type { AlbumRecord } from '../albums/albums-store.ts';
import type { AccessChangeRow } from './access-changes-store.ts';
import type { Targets } from './targets.ts';

/** What a step of a change that is not effective yet goes by. */
export interface ChangeStep {
  readonly change: AccessChangeRow;
  readonly album: AlbumRecord;
  readonly ledger: Ledger;
  readonly targets: Pick<Targets, 'of'>;
}
