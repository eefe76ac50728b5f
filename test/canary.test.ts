import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorsOf, lookedThrough, previewAs, strangers } from './canary/actors.ts';
import { type Crawled, crawl } from './canary/crawl.ts';
import { holes, previewHole } from './canary/holes.ts';
import { memberOf, otherPages, whatMembersKnow } from './canary/known.ts';
import { startPatched } from './canary/patched-gallery.ts';
import { type Known, type Route, routes, tellingRoutes } from './canary/routes.ts';
import { addHidden, openWorld, type World } from './canary/world.ts';

/** Thousands of requests; how long they take is not the question here. */
const slow = { timeout: 240_000 };

describe.each(testServers())('a canary on $name', ({ server }) => {
  let gallery: TestGallery;
  let world: World;
  let actors: Actor[];
  let known: Known;
  /** What each of them reads while there is nothing to hide. */
  const before = new Map<Actor, Crawled>();

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'] });
    world = await openWorld(gallery);
    actors = await actorsOf(world);
    for (const actor of actors) before.set(actor, await crawl({ base: gallery.url, world, actor }));
    await addHidden(world);
    known = await whatMembersKnow(world, actors);
  }, slow.timeout);
  afterAll(() => gallery.close());

  /** Holes, and pages that are not what they were when there was nothing to hide. */
  async function holesFor(actor: Actor, guesses: readonly Route[], base = gallery.url): Promise<string[]> {
    const { holes: found, pages } = await crawl({ base, world, actor, guessing: { known, routes: guesses } });
    return [...found, ...otherPages(actor, { before: before.get(actor)?.pages ?? new Map(), after: pages })];
  }

  it('finds every mark and every picture where somebody was granted them', slow, async () => {
    const { holes: found, seen } = await crawl({ base: gallery.url, world, actor: memberOf(actors), guessing: { known, routes } });
    expect(found).toEqual([]);
    const texts = [
      'album title',
      'album description',
      'image title',
      'image description',
      'image author',
      'keyword',
      'camera make',
      'camera model',
      'file name',
    ];
    const translated = ['album title', 'album description', 'image title', 'image description'].map((text) => `${text} in German`);
    expect([...seen].sort()).toEqual([...texts, ...translated, 'picture', 'text inside an original'].sort());
  });

  it.each(strangers)('finds nothing hidden for $name, and every page as it was before there was something to hide', slow, async ({ name }) => {
    const actor = actors.find((one) => one.name === name) as Actor;
    expect(before.get(actor)?.pages.size).toBeGreaterThan(20);
    expect(await holesFor(actor, routes)).toEqual([]);
  });

  it.each(lookedThrough)('finds nothing hidden where an administrator looks as %s does', slow, async (name) => {
    const { holes: found, pages } = await crawl({ base: gallery.url, world, actor: await previewAs(world, name), guessing: { known, routes } });
    expect(pages.size).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  // Where the code has a hole, it has it on every database: looked at where there is time.
  it.each(server === undefined || process.env.CANARY_ROUNDS ? holes : [])('finds the hole: $name', slow, async (hole) => {
    const patched = await startPatched(gallery, hole);
    try {
      expect((await holesFor(actors[0] as Actor, tellingRoutes, patched.base)).join('\n')).toMatch(hole.shows);
    } finally {
      await patched.close();
    }
  });

  it.each(server === undefined || process.env.CANARY_ROUNDS ? [previewHole] : [])('finds the hole: $name', slow, async (hole) => {
    const patched = await startPatched(gallery, hole);
    try {
      const actor = await previewAs(world, 'a user without groups');
      const { holes: found } = await crawl({ base: patched.base, world, actor, guessing: { known, routes: tellingRoutes } });
      expect(found.join('\n')).toMatch(hole.shows);
    } finally {
      await patched.close();
    }
  });
});
