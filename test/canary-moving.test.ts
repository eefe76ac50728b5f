import { examine } from '@picturerail/core';
import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorsOf, strangers } from './canary/actors.ts';
import type { Beat } from './canary/beat.ts';
import { type Crawled, crawl } from './canary/crawl.ts';
import { addHiders } from './canary/hiding-places.ts';
import { holeInMotion } from './canary/holes.ts';
import { type Dance, inMotion } from './canary/in-motion.ts';
import { otherPages, whatMembersKnow } from './canary/known.ts';
import { addSwings, danceOf, guest, type Swing, settle, settling, smallSteps } from './canary/movers.ts';
import { startPatched } from './canary/patched-gallery.ts';
import { type Known, tellingRoutes } from './canary/routes.ts';
import { addHidden, openWorld, type World } from './canary/world.ts';

const rounds = Number(process.env.CANARY_ROUNDS ?? 1);
/** All of them where there is time; those who differ most where there is not. */
const crawling = process.env.CANARY_ROUNDS ? strangers : strangers.slice(0, 3);
const slow = { timeout: 120_000 + rounds * 120_000 };

describe.each(testServers())('a canary among things that move, on $name', ({ server }) => {
  let gallery: TestGallery;
  let world: World;
  let g: domain.Gallery;
  let actors: Actor[];
  let hiders: Dance[];
  let swings: Swing[];
  let known: Known;
  /** What each of them reads while there is nothing to hide. */
  const before = new Map<Actor, Crawled['pages']>();

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'] });
    world = await openWorld(gallery);
    actors = await actorsOf(world);
    for (const actor of actors) before.set(actor, (await crawl({ base: gallery.url, world, actor })).pages);
    const places = await addHidden(world);
    g = smallSteps(world);
    hiders = await addHiders(world, g, places);
    swings = await addSwings(world, g, places);
    for (const { show } of swings) await show();
    const all = await whatMembersKnow(world, actors);
    // One address of each image: the others are for a crawl of what stands still.
    known = { ...all, media: [...new Map(all.media.map((path) => [path.split('/')[2], path])).values()] };
    for (const { hide } of swings) await hide();
    await settle(g);
  }, slow.timeout);
  afterAll(() => gallery.close());

  const pagesBefore = (actor: Actor) => before.get(actor) ?? new Map<string, string>();
  const named = (name: string) => actors.find((actor) => actor.name === name) as Actor;
  const [visitor = '', , neighbour = ''] = strangers.map(({ name }) => name);
  const merged = (all: readonly Crawled[], what: 'holes' | 'areas' | 'refused') => [...new Set(all.flatMap((one) => [...one[what]]))];

  /** Each of the strangers goes through all of it, while one of them looks at what tells most, again and again. */
  async function crawlAll(beat: Beat, hurried: Actor): Promise<Map<Crawled, Actor>> {
    const all = new Map<Crawled, Actor>();
    let through = false;
    const thorough = async () => {
      for (const { name } of crawling)
        all.set(await crawl({ base: gallery.url, world, actor: named(name), guessing: { known, routes: tellingRoutes }, tick: beat.tick }), named(name));
      through = true;
    };
    const again = async () => {
      while (!through) all.set(await crawl({ base: gallery.url, world, actor: hurried, tick: beat.tick }), hurried);
    };
    await Promise.all([thorough(), again()]);
    return all;
  }

  it('sees what moves while it is shown, and would say so if it were hidden', slow, async () => {
    for (const { show } of swings) await show();
    const shown = await crawl({ base: gallery.url, world, actor: named(visitor) });
    expect([...shown.areas].sort()).toEqual(swings.map(({ area }) => area).sort());
    for (const { area } of swings) world.truth.hide(area);
    const { holes } = await crawl({ base: gallery.url, world, actor: named(visitor) });
    for (const { area } of swings) expect(holes.filter((hole) => hole.includes(area))).not.toEqual([]);
    for (const { hide } of swings) await hide();
  });

  it('finds every page as it was before as soon as what was shown is hidden, long before that is everywhere settled', slow, async () => {
    await hideUnsettled();
    const { holes, pages } = await crawl({ base: gallery.url, world, actor: named(visitor) });
    expect([...holes, ...otherPages(named(visitor), { before: pagesBefore(named(visitor)), after: pages, changing: true })]).toEqual([]);
    await settle(g);
  });

  it(`finds the hole: ${holeInMotion.name}`, slow, async () => {
    // First, because a server that starts takes up what is unsettled.
    const patched = await startPatched(gallery, holeInMotion);
    await hideUnsettled();
    const { holes } = await crawl({ base: patched.base, world, actor: named(visitor) }).finally(patched.close);
    expect(holes.join('\n')).toMatch(holeInMotion.shows);
    await settle(g);
  });

  /** All was shown, and is hidden; for some of it there is more to do in the background. */
  async function hideUnsettled(): Promise<void> {
    for (const { show } of swings) await show();
    await settle(g);
    for (const { hide } of swings) await hide();
    expect(await g.database.read.all('SELECT id FROM access_changes')).not.toEqual([]);
  }

  it('finds every page as it was before, while what is hidden goes from one hiding place to another', slow, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const all = await inMotion([...hiders, settling(g)], (beat) => crawlAll(beat, named(round % 2 === 0 ? visitor : neighbour)));
      expect(merged([...all.keys()], 'holes')).toEqual([]);
      for (const [{ pages }, actor] of all) expect(otherPages(actor, { before: pagesBefore(actor), after: pages, changing: true })).toEqual([]);
    }
  });

  it('finds nothing that is hidden just then, while much is shown to everyone for a while, or to one', slow, async () => {
    const dances = [...hiders, ...swings.map(danceOf), guest(world, g, { user: 'bob', actor: neighbour, areas: swings.map(({ area }) => area) }), settling(g)];
    for (let round = 0; round < rounds; round += 1) {
      const all = [...(await inMotion(dances, (beat) => crawlAll(beat, named(round % 2 === 0 ? visitor : neighbour)))).keys()];
      expect(merged(all, 'holes')).toEqual([]);
      // Each was shown to somebody, and each was looked for while it was hidden.
      for (const { area } of swings)
        expect([merged(all, 'areas'), merged(all, 'refused')]).toEqual([expect.arrayContaining([area]), expect.arrayContaining([area])]);
    }
  });

  it('leaves nothing behind', slow, async () => {
    await settle(g);
    for (const { name } of crawling) {
      const { holes, pages } = await crawl({ base: gallery.url, world, actor: named(name), guessing: { known, routes: tellingRoutes } });
      expect([...holes, ...otherPages(named(name), { before: pagesBefore(named(name)), after: pages })]).toEqual([]);
    }
    await domain.markFound(g, domain.system, [...world.images.keys()]);
    await gallery.jobs.run();
    expect(await examine(gallery.house)).toEqual([]);
  });
});
