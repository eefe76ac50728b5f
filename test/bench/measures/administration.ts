import type { Bench } from '../bench.ts';
import { password, users } from '../fill/make-people.ts';
import { interleave, type Measured } from '../interleave.ts';
import { type Loader, startLoader } from '../load.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { type Engine, engineNames } from '../options.ts';
import { startGallery } from '../servers.ts';
import { signIn } from '../sign-in.ts';
import { withBufferPool } from '../with-buffer-pool.ts';

const connections = 2;
const mostMs = 150;

/** The tree of albums and the grid of images as an administrator sees them. Without a control: what a person waits for is what counts. */
export const administration: Measure = {
  name: 'administration',
  title: 'Administration',
  measure: async (bench) => {
    const loader = startLoader();
    const rows: Row[] = [];
    try {
      for (const engine of bench.engines) {
        await withBufferPool(bench, engine, async () => {
          for (const images of bench.sizes) rows.push(...(await measureSize(bench, loader, engine, images)));
        });
      }
    } finally {
      loader.end();
    }
    return { text: textOf(rows, bench), aims: aimsOf(rows) };
  },
};

interface Row {
  readonly engine: Engine;
  readonly images: number;
  readonly albums: number;
  readonly page: string;
  readonly measured: Measured;
}

/** Pages by what stands in the table. Days and pixels are within those of the images that are filled. */
const pagesOf = (album: number, wide: number): Readonly<Record<string, string>> => ({
  'albums at the top': '/admin/albums',
  'albums by words': '/admin/albums?q=album+7',
  'an album of 500 albums': `/admin/albums/${wide}`,
  'where to move an album': `/admin/albums/${album}/move`,
  'images, newest': '/admin/images',
  'images, page 50': '/admin/images?page=50',
  'images by words': '/admin/images?q=harbour',
  'images of an album': `/admin/images?album=${album}`,
  'images that are published': '/admin/images?state=published',
  'images in the trash': '/admin/images?state=trashed',
  'images of a type that none has': '/admin/images?type=image%2Fpng',
  'images by longer side': '/admin/images?min=5990',
  'images by day taken': '/admin/images?taken-from=2021-03-01&taken-to=2021-03-31',
  'images by day added': '/admin/images?added-from=2026-01-01&added-to=2026-01-01',
  'images that are missing': '/admin/images?problem=missing',
  'images without album': '/admin/images?problem=unplaced',
  'images that are there twice': '/admin/images?problem=duplicate',
});

async function measureSize(bench: Bench, loader: Loader, engine: Engine, images: number): Promise<Row[]> {
  const place = await bench.filled(engine, images);
  const { albums, ids } = place.filled;
  bench.say(`${engineNames[engine]}, ${images.toLocaleString('en')} images in ${albums.toLocaleString('en')} albums`);
  try {
    const gallery = await startGallery(place.environment);
    try {
      const headers = { cookie: await signIn(gallery.url, { name: users.staff, password }) };
      const rows: Row[] = [];
      for (const [page, path] of Object.entries(pagesOf(ids.album, ids.wide))) {
        const rival = { name: page, load: { url: gallery.url + path, headers, connections }, cpu: gallery.cpu };
        const measured = (await interleave(loader, [rival], bench)).get(page) as Measured;
        bench.say(`  ${page}: p50 ${measured.p50.toFixed(0)} ms, p99 ${measured.p99.toFixed(0)} ms`);
        rows.push({ engine, images, albums, page, measured });
      }
      return rows;
    } finally {
      await gallery.stop();
    }
  } finally {
    await place.remove();
  }
}

function textOf(rows: readonly Row[], { runs, seconds }: Bench): string {
  const cells = ({ engine, images, albums, page, measured }: Row) => [
    engineNames[engine],
    page,
    ...[images, albums].map((count) => count.toLocaleString('en')),
    ...[measured.p50, measured.p99, measured.cpu ?? 0].map((ms) => ms.toFixed(1)),
  ];
  const table = markdownTable(['database', 'page', 'images', 'albums', 'p50 ms', 'p99 ms', 'CPU ms'], rows.map(cells), { left: 2 });
  return `Asked for by an administrator over ${connections} connections, medians of ${runs} runs of ${seconds} s.\n\n${table}`;
}

function aimsOf(rows: readonly Row[]): Aim[] {
  const galleries = [...new Set(rows.map(({ engine, images }) => `${engineNames[engine]}, ${images.toLocaleString('en')} images`))];
  return galleries.map((what) => {
    const those = rows.filter(({ engine, images }) => what === `${engineNames[engine]}, ${images.toLocaleString('en')} images`);
    const slowest = those.toSorted((a, b) => b.measured.p99 - a.measured.p99)[0] as Row;
    const found = `${slowest.measured.p99.toFixed(0)} ms at most (${slowest.page})`;
    return { what, aim: `p99 at most ${mostMs} ms`, found, holds: slowest.measured.p99 <= mostMs };
  });
}
