import type { Bench, FilledPlace } from '../../bench.ts';
import type { SetName } from '../../fill/plan-gallery.ts';
import { interleave, type Measured } from '../../interleave.ts';
import type { Loader } from '../../load.ts';
import { type Engine, engineNames } from '../../options.ts';
import { type GalleryServer, startControl, startGallery } from '../../servers.ts';
import { withSetting } from '../../with-setting.ts';
import { type PageCase, type PageName, pageNames, type ViewerName, viewerNames } from './page-cases.ts';

const connections = 8;

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

/** Pages that are measured together, with this setting of the core: named even where it is the default, since a run that was cut off may have left another one. */
export interface PagePart {
  readonly albumsPerPage: number;
  cases(base: string, place: FilledPlace): Promise<readonly PageCase[]>;
}

export interface Size {
  readonly engine: Engine;
  readonly images: number;
  readonly set: SetName;
}

/** Pages at one size on one database, each beside its control. */
export async function measureSize(bench: Bench, loader: Loader, size: Size, parts: readonly PagePart[]): Promise<SizeMeasured> {
  const place = await bench.filled(size.engine, size.images, size.set);
  bench.say(`${engineNames[size.engine]}, ${size.images.toLocaleString('en')} images in ${place.filled.albums.toLocaleString('en')} albums`);
  try {
    const gallery = await startGallery(place.environment);
    try {
      const measuring = { bench, loader, place, gallery, ...size };
      const measured = [];
      for (const { albumsPerPage, cases } of parts) {
        const measure = async () => measureCases(measuring, await cases(gallery.url, place));
        measured.push(...(await withSetting(place.environment, { albumsPerPage }, measure)));
      }
      return { rows: measured.map(({ row }) => row), held: Math.max(...measured.map(({ held }) => held)) };
    } finally {
      await gallery.stop();
    }
  } finally {
    await place.remove();
  }
}

interface Measuring extends Size {
  readonly bench: Bench;
  readonly loader: Loader;
  readonly place: FilledPlace;
  readonly gallery: GalleryServer;
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
