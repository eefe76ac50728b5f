import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase, TestKind } from '../../core/src/database/testing.ts';
import { runChecks } from '../../core/src/doctor/index.ts';
import { galleryChecks } from '../../core/src/gallery/doctor/gallery-checks.ts';
import { system } from '../../core/src/gallery/gallery.ts';
import { createGroup } from '../../core/src/gallery/people/create-group.ts';
import { createUser } from '../../core/src/gallery/people/create-user.ts';
import { clearGallery, driftOf, quietGallery } from '../../core/src/gallery/testing.ts';
import { casesOn } from './cases.ts';
import { expectAll } from './expectations.ts';
import { history } from './history.ts';
import { perform } from './perform.ts';
import { begin, finish } from './play.ts';

/** Histories on the same database: what they intern stays, so that lists become long, and every history takes longer than the one before. */
const fresh = 250;

/** Random galleries on one database, each gone through as several people. */
export function playOn(kind: TestKind): void {
  describe(`any gallery on ${kind.name}`, () => {
    let opened: TestDatabase | undefined;
    let ids: Record<string, number>;

    const anew = async () => {
      await opened?.drop();
      opened = await kind.open();
      const g = quietGallery({ database: opened.database });
      ids = {};
      for (const name of ['u1', 'u2', 'u3']) ids[name] = await createUser(g, system, { name, status: 'user' });
      for (const name of ['g1', 'g2']) ids[name] = await createGroup(g, system, { name });
    };
    beforeAll(anew);
    afterAll(() => opened?.drop());

    it('shows each viewer what the rules say, whatever was done to it and wherever a change was cut off', { timeout: 3_600_000 }, async () => {
      let played = 0;
      await fc.assert(
        fc.asyncProperty(history, async (one) => {
          if (played % fresh === fresh - 1) await anew();
          const own = opened as TestDatabase;
          await clearGallery(own.database);
          const play = await begin(own, ids, one);
          for (const act of one.acts) await perform(play, act);
          await finish(play);
          await expectAll(play, played);
          expect(await driftOf(own.database)).toEqual([]);
          played += 1;
          // What the webmaster's doctor looks at is more, and slower.
          if (played % 20 === 0) expect(await runChecks(galleryChecks(play.g))).toEqual([]);
        }),
        { numRuns: casesOn(kind.name), endOnFailure: false },
      );
    });
  });
}
