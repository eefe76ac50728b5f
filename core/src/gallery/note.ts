import { type NewDeed, noteDeed } from '#activity';
import type { Tx } from '#database';
import type { Actor, Gallery } from './gallery.ts';

/** Writes down what somebody does, in the transaction that does it. */
export const note = (g: Gallery, tx: Tx, actor: Actor, deed: NewDeed): Promise<void> => noteDeed(tx, actor, g.clock(), deed);
