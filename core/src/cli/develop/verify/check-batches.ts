import type { Finding } from './finding.ts';
import type { Stage } from './stage.ts';

/** A page of many images asks the database as often as a page of two. */
export async function checkBatches(stage: Stage): Promise<Finding[]> {
  const { id } = stage.original;
  const on = await asked(stage);
  await stage.deactivate(id);
  const off = await asked(stage);
  await stage.activate(id);
  const few = on.small - off.small;
  const many = on.large - off.large;
  if (many <= few) return [];
  return [
    {
      check: 'batches',
      problem: `For an album of 2 images it asks the database ${few} times, for one of 12 images ${many} times.`,
      fix: 'Ask once for all items that a hook gets: `select({ where: { image_id: ids } })`.',
    },
  ];
}

/** Statements for each album, when nothing has to be read for the first time any more. */
async function asked({ house, albums, get }: Stage): Promise<{ readonly small: number; readonly large: number }> {
  const statements = async (album: number) => {
    await get(`/albums/${album}`);
    const before = house.database.stats().queries;
    await get(`/albums/${album}`);
    return house.database.stats().queries - before;
  };
  return { small: await statements(albums.small), large: await statements(albums.large) };
}
