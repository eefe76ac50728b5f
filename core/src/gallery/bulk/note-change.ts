import type { Deed } from '#activity';
import type { Tx } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import type { BulkAction } from './bulk-change.ts';

/** Files that are made anew, and what plugins do, change nothing that people told the gallery. */
const deeds: Readonly<Record<BulkAction['kind'], Deed | null>> = {
  add: 'images-placed',
  move: 'images-placed',
  remove: 'images-taken-out',
  edit: 'images-changed',
  publish: 'images-published',
  hide: 'images-unpublished',
  trash: 'images-trashed',
  restore: 'images-restored',
  access: 'images-access-changed',
  remake: null,
  plugin: null,
};

interface Noted {
  readonly kind: BulkAction['kind'];
  readonly amount: number;
  /** Title of the album that images come to or leave. */
  readonly detail: string | null;
  /** False for the first step of a change: the later ones go with it. */
  readonly goesOn: boolean;
}

/** A change is one line in the activity, however many steps it takes. */
export async function noteChange(g: Gallery, tx: Tx, actor: Actor, { kind, amount, detail, goesOn }: Noted): Promise<void> {
  const deed = deeds[kind];
  if (deed !== null) await note(g, tx, actor, { deed, amount, detail, grows: goesOn });
}

export const noteUndone = (g: Gallery, tx: Tx, actor: Actor, amount: number, goesOn: boolean): Promise<void> =>
  note(g, tx, actor, { deed: 'images-changed', amount, grows: goesOn });
