import type { Bench, FilledPlace } from '../../bench.ts';
import { interleave, type Measured } from '../../interleave.ts';
import type { Loader } from '../../load.ts';
import { type Engine, engineNames } from '../../options.ts';
import { type GalleryServer, startControl, startGallery } from '../../servers.ts';
import { withSetting } from '../../with-setting.ts';
import { type PageCase, type PageName, pageCases, pageNames, type ViewerName, viewerNames, wideCase } from './page-cases.ts';

const connections = 8;
const perPage = 500;

export interface PageRow {
  readonly engine: Engine;
  readonly images: number;
  readonly viewer: ViewerName;
  readonly page: PageName;
  readonly gallery: Measured;
  readonly control: Measured;
  /** Of the gallery's own, and so of the control's. */
  readonly statements: number;
}

export interface SizeMeasured {
  readonly rows: readonly PageRow[];
  /** Bytes (PSS): the most that the web processes held after one of the pages. */
  readonly held: number;
}

/** Every page at one size on one database, each beside its control. */
export async function measureSize(
  bench: Bench,
  loader: Loader,
  { engine, images }: { readonly engine: Engine; readonly images: number },
): Promise<SizeMeasured> {
  const place = await bench.filled(engine, images);
  bench.say(`${engineNames[engine]}, ${images.toLocaleString('en')} images in ${place.filled.albums.toLocaleString('en')} albums`);
  try {
    const gallery = await startGallery(place.environment);
    const measuring = { bench, loader, place, gallery, engine, images };
    try {
      const rows = await measureCases(measuring, await pageCases(gallery.url, place, bench.full));
      const wide = await withSetting(place.environment, { albumsPerPage: perPage }, () => measureCases(measuring, [wideCase(place)]));
      return { rows: [...rows, ...wide].map(({ row }) => row), held: Math.max(...[...rows, ...wide].map(({ held }) => held)) };
    } finally {
      await gallery.stop();
    }
  } finally {
    await place.remove();
  }
}

interface Measuring {
  readonly bench: Bench;
  readonly loader: Loader;
  readonly place: FilledPlace;
  readonly gallery: GalleryServer;
  readonly engine: Engine;
  readonly images: number;
}

async function measureCases({ bench, loader, place, gallery, engine, images }: Measuring, cases: readonly PageCase[]) {
  const control = await startControl(place.environment, cases);
  try {
    const measured: { row: PageRow; held: number }[] = [];
    for (const [at, { viewer, page, path, headers }] of cases.entries()) {
      const { url, statements } = control.pages[at] as (typeof control.pages)[number];
      const rivals = [
        { name: 'gallery', load: { url: gallery.url + path, headers, connections }, cpu: gallery.cpu },
        { name: 'control', load: { url, connections }, cpu: control.cpu },
      ];
      const found = await interleave(loader, rivals, bench);
      const row = { engine, images, viewer, page, gallery: found.get('gallery') as Measured, control: found.get('control') as Measured, statements };
      measured.push({ row, held: await gallery.held() });
      bench.say(`  ${sentence(row)}`);
    }
    return measured;
  } finally {
    await control.stop();
  }
}

function sentence({ viewer, page, gallery, control, statements }: PageRow): string {
  const [ours, theirs] = [gallery, control].map((one) => `${one.perSecond.toFixed(0)}/s (${one.cpu?.toFixed(2)} ms of CPU, p99 ${one.p99.toFixed(0)})`);
  return `${pageNames[page]}, ${viewerNames[viewer]}: ${ours} against ${theirs} with ${statements} statements, ${(gallery.perSecond / control.perSecond).toFixed(2)}`;
}
