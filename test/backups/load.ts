import { gallery as domain, type TestGallery } from '@picturerail/testing';

/** Somebody who takes in, renames, moves and purges until told to stop. */
export interface Load {
  /** How often each thing was done. */
  readonly done: { taken: number; moved: number; purged: number };
  /** Resolves once all has been done once more. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

export function startLoad(gallery: TestGallery, albums: readonly number[]): Load {
  const g = gallery.house.gallery;
  const done = { taken: 0, moved: 0, purged: 0 };
  let over = false;
  let rounds = 0;
  let failure: unknown = null;

  async function work(): Promise<void> {
    const [first = 0, second = 0] = albums;
    const image = await gallery.image(first, { fileName: `load ${rounds}.jpg`, width: 60, height: 40 });
    done.taken += 1;
    const passing = await gallery.album(`Passing ${rounds}`, { parent: second });
    await gallery.image(passing, { fileName: 'in passing.jpg', width: 60, height: 40 });
    // Before anything is renamed: what is tested here is not whether pictures are made ready meanwhile.
    await gallery.jobs.run();
    await domain.renameAlbum(g, domain.system, passing, `Passed ${rounds}`);
    await domain.moveAlbum(g, domain.system, passing, first);
    done.moved += 1;
    // Every other one, so that a backup finds both what stays and what goes.
    if (rounds % 2 === 0) {
      await domain.trashImages(g, domain.system, [image]);
      await domain.purgeImages(g, domain.system, [image]);
      done.purged += 1;
    }
    await gallery.jobs.run();
    rounds += 1;
  }

  const working = (async () => {
    while (!over) await work();
  })().catch((error: unknown) => {
    failure = error;
  });

  return {
    done,
    round: async () => {
      const until = rounds + 2;
      while (rounds < until && failure === null) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    stop: async () => {
      over = true;
      await working;
      if (failure !== null) throw failure;
    },
  };
}
