import { actsOnAlbums } from './acts-on-albums.ts';
import { actsOnImages } from './acts-on-images.ts';
import { expectNoMore } from './expectations.ts';
import type { Act, Kind } from './history.ts';
import { finish, type Play, worldsOf } from './play.ts';

/** What is done while a change is under way; before everything else it comes to its end. */
const meanwhile: ReadonlySet<Kind> = new Set([
  'image',
  'place',
  'own',
  'open',
  'hide',
  'show',
  'bin',
  'unbin',
  'lose',
  'find',
  'access',
  'inherit',
  'move',
  'trash',
  'restore',
]);
/** Where albums come out of the trash or into it, it is not certain yet which of them can be placed in. */
const uncertain: ReadonlySet<Kind> = new Set(['trash', 'restore']);

/** Does it to the gallery and to the world; what the rules refuse is refused by both. */
export async function perform(play: Play, act: Act): Promise<void> {
  const { begun } = play;
  if (begun && (!meanwhile.has(act.kind) || (uncertain.has(begun.kind) && ['image', 'place'].includes(act.kind)))) await finish(play);
  const acts = { ...actsOnAlbums, ...actsOnImages };
  await acts[act.kind](play, act);
  if (worldsOf(play).length > 1) await expectNoMore(play);
}
