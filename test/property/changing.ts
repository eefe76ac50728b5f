import { expectAlbums, expectNoMore } from './expectations.ts';
import type { Act } from './history.ts';
import { copyOf, type Play, viewersOf } from './play.ts';

interface Change {
  /** Null for one that is refused. */
  readonly albumId: number | null;
  readonly run: () => Promise<unknown>;
  /** Does it to the world. */
  readonly apply: () => void;
}

/**
 * A change that may be cut off after any of its transactions, and that may meet one that was: as soon as it has begun it
 * will come to its end, and meanwhile nothing is shown that neither state shows.
 */
export async function changing(play: Play, act: Act, { albumId, run, apply }: Change): Promise<void> {
  const { g, gate, told } = play;
  const began = play.now();
  told.length = 0;
  const earlier = play.begun;
  if (act.dies !== null) gate.left = act.dies;
  const died = await run().then(
    () => false,
    (error: unknown) => (gate.left < 0 ? true : Promise.reject(error)),
  );
  gate.left = Number.POSITIVE_INFINITY;
  g.access.touch();
  const rows = await g.database.read.all<{ at: number; phase: string }>('SELECT created_at AS at, phase FROM access_changes');
  const waits = (at: number) => rows.some((row) => row.at === at && row.phase !== 'settle');
  if (play.begun && !waits(play.begun.at)) play.begun = null;
  // One notice is of the earlier change, where that came to its end meanwhile and was of the same album.
  const ofEarlier = earlier !== null && play.begun === null && earlier.albumId === albumId ? 1 : 0;
  const instant = play.begun === null && told.filter((id) => id === albumId).length > ofEarlier;
  const mine = rows.find((row) => row.at > began);
  if (!died || mine || instant) {
    if (mine && waits(mine.at)) play.begun = { at: mine.at, kind: act.kind, albumId, before: copyOf(play.world) };
    apply();
  }
  await expectNoMore(play);
  // One of them by turns, and not each time: more of them look at the end.
  const looking = act.flag ? (await viewersOf(play))[act.b % 4] : undefined;
  if (play.begun === null && looking) await expectAlbums(play, looking);
}
