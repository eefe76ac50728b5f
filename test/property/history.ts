import type { Right } from '@picturerail/sdk';
import fc from 'fast-check';
import type { Who } from '../../core/src/gallery/reference/testing.ts';

const kinds = [
  'album',
  'image',
  'image',
  'place',
  'place',
  'unplace',
  'main',
  'access',
  'access',
  'access',
  'access',
  'inherit',
  'inherit',
  'move',
  'move',
  'move',
  'trash',
  'restore',
  'purge',
  'own',
  'open',
  'hide',
  'show',
  'bin',
  'unbin',
  'erase',
  'lose',
  'find',
  'cover',
  'join',
  'leave',
  'finish',
] as const;
export type Kind = (typeof kinds)[number];

/** One thing done to a gallery. What it is done to is picked by the numbers from what is there. */
export interface Act {
  readonly kind: Kind;
  readonly a: number;
  readonly b: number;
  readonly list: readonly (readonly [Who, readonly Right[]])[];
  readonly flag: boolean;
  /** Transactions after which the process dies. */
  readonly dies: number | null;
}

const rightSets: readonly (readonly Right[])[] = [['view'], ['view', 'download'], ['download', 'upload'], ['edit'], ['edit-own', 'delete-own'], ['manage']];
const whos: readonly Who[] = ['everyone', 'signed-in', 'u1', 'u2', 'g1', 'g2'];

const act = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(99),
  b: fc.nat(99),
  list: fc.array(fc.tuple(fc.constantFrom(...whos), fc.constantFrom(...rightSets)), { maxLength: 3 }),
  flag: fc.boolean(),
  dies: fc.option(fc.nat(6), { freq: 2 }),
});
const only = (kind: Kind) => act.map((one): Act => ({ ...one, kind }));

export interface History {
  readonly root: 'public' | 'signed-in' | 'private';
  /** Rows a transaction of work in steps takes on: small, so that small trees take many. */
  readonly step: number;
  readonly acts: readonly Act[];
}

/** A tree with images first, so that there is something to do things to. */
export const history: fc.Arbitrary<History> = fc.record({
  root: fc.constantFrom('public', 'signed-in', 'private'),
  step: fc.constantFrom(1, 2, 3, 100),
  acts: fc
    .tuple(
      fc.array(only('album'), { minLength: 3, maxLength: 6 }),
      fc.array(only('image'), { minLength: 2, maxLength: 5 }),
      fc.array(fc.constantFrom<Kind[]>('access', 'inherit', 'move', 'trash').chain(only), { minLength: 1, maxLength: 3 }),
      fc.array(act, { maxLength: 12 }),
    )
    .map((parts) => parts.flat()),
});
