import type { Bench } from '../../bench.ts';
import { interleave, type Measured } from '../../interleave.ts';
import type { Loader } from '../../load.ts';
import type { Engine } from '../../options.ts';
import { type GalleryServer, startGallery } from '../../servers.ts';
import { type PageCase, type PageName, pageCases, pageNames, type ViewerName, viewerNames } from '../pages/page-cases.ts';

const connections = 8;

/** A page for a viewer, in the smallest gallery and in the largest. */
export interface Grown {
  readonly engine: Engine;
  readonly viewer: ViewerName;
  readonly page: PageName;
  readonly small: Measured;
  readonly large: Measured;
}

export const extremes = ({ sizes }: Pick<Bench, 'sizes'>): readonly [number, number] => [Math.min(...sizes), Math.max(...sizes)];

export async function measureGrowth(bench: Bench, loader: Loader, engine: Engine): Promise<Grown[]> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const served: { gallery: GalleryServer; cases: readonly PageCase[] }[] = [];
    for (const images of extremes(bench)) {
      const place = await bench.filled(engine, images);
      ends.push(place.remove);
      const gallery = await startGallery(place.environment);
      ends.push(() => gallery.stop());
      served.push({ gallery, cases: await pageCases(gallery.url, place, bench.full) });
    }
    const grown: Grown[] = [];
    for (const [at, { viewer, page }] of (served[0]?.cases ?? []).entries()) {
      const rivals = served.map(({ gallery, cases }, index) => {
        const { path, headers } = cases[at] as PageCase;
        return { name: index === 0 ? 'small' : 'large', load: { url: gallery.url + path, headers, connections }, cpu: gallery.cpu };
      });
      const found = await interleave(loader, rivals, bench);
      const row = { engine, viewer, page, small: found.get('small') as Measured, large: found.get('large') as Measured };
      grown.push(row);
      bench.say(`  ${pageNames[page]}, ${viewerNames[viewer]}: p99 ${row.small.p99.toFixed(1)} and ${row.large.p99.toFixed(1)} ms`);
    }
    return grown;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
