import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { type Engine, engineNames } from '../options.ts';
import { type Paced, startPace } from '../pace.ts';
import { photoFolder } from '../photo-folder.ts';
import { type GalleryServer, startGallery } from '../servers.ts';
import { startImport } from '../start-import.ts';
import { percentile } from '../statistics.ts';

const perSecond = 50;
const rows = 10_000;

/** Pages while pictures come in: asked for at a fixed rate, each latency from when it was due. */
export const importBeside: Measure = {
  name: 'import-beside',
  title: 'Importing beside readers',
  measure: async (bench) => {
    const count = bench.full ? 300 : 120;
    const photos = await photoFolder(bench, count);
    try {
      const measured: Beside[] = [];
      for (const engine of bench.engines) measured.push(await besideReaders(bench, engine, photos.folder));
      return { text: textOf(measured, count), aims: measured.flatMap(aimsOf) };
    } finally {
      await photos.remove();
    }
  },
};

interface Phase {
  readonly answered: readonly Paced[];
  readonly seconds: number;
  /** Milliseconds that the web process has taken for each page. */
  readonly cpu: number;
}

interface Beside {
  readonly engine: Engine;
  readonly before: Phase;
  readonly importing: Phase;
  readonly deriving: Phase;
}

async function besideReaders(bench: Bench, engine: Engine, folder: string): Promise<Beside> {
  const place = await bench.copied(engine, rows);
  try {
    const gallery = await startGallery(place.environment);
    const album = `/albums/${place.filled.ids.large}/the-large-album`;
    const pages = [album, '/', '/newest', `${album}?page=2`];
    const quiet = bench.full ? 20 : 8;
    try {
      await during(gallery, pages, () => delay(3_000));
      const before = await during(gallery, pages, () => delay(quiet * 1000));
      const importing = await during(gallery, pages, () => startImport(place.environment, folder, ['--access', 'public']).over);
      const deriving = await during(gallery, pages, () => delay(quiet * 1000));
      return { engine, before, importing, deriving };
    } finally {
      await gallery.stop();
    }
  } finally {
    await place.remove();
  }
}

async function during(gallery: GalleryServer, pages: readonly string[], work: () => Promise<unknown>): Promise<Phase> {
  const [begun, before] = [performance.now(), await gallery.cpu()];
  const pacing = startPace({ requests: pages.map((page) => ({ url: gallery.url + page })), perSecond });
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const answered = await pacing.stop();
  const failed = answered.filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`${failed.length} of ${answered.length} pages were not answered 200, but ${failed[0]?.status} (0: not at all).`);
  return { answered, seconds, cpu: (((await gallery.cpu()) - before) * 1000) / answered.length };
}

const share = ({ answered }: Phase, of: number) =>
  percentile(
    answered.map(({ ms }) => ms),
    of,
  );

function textOf(measured: readonly Beside[], count: number): string {
  const row = ({ engine, ...phases }: Beside) =>
    (['before', 'importing', 'deriving'] as const).map((name) => {
      const phase = phases[name];
      const latencies = [0.5, 0.99, 1].map((of) => share(phase, of).toFixed(1));
      return [
        engineNames[engine],
        name,
        String(phase.answered.length),
        ...latencies,
        phase.cpu.toFixed(1),
        name === 'importing' ? (count / phase.seconds).toFixed(1) : '',
      ];
    });
  const table = markdownTable(['database', 'while', 'pages', 'p50 ms', 'p99 ms', 'longest ms', 'CPU ms', 'images/s'], measured.flatMap(row), { left: 2 });
  return `${perSecond} pages a second are asked for (album, home, newest; ${rows.toLocaleString('en')} images) while a command imports ${count} photographs of 12 megapixels, and while their derivatives are made after it. Web, job and import process share the machine.\n\n${table}`;
}

function aimsOf({ engine, before, importing, deriving }: Beside): Aim[] {
  const phases = { importing, 'making derivatives': deriving };
  return Object.entries(phases).flatMap(([doing, phase]) => {
    const [times, longest] = [share(phase, 0.99) / share(before, 0.99), share(phase, 1)];
    return [
      { what: `${engineNames[engine]}, ${doing}: p99`, aim: 'at most 3 times normal', found: times.toFixed(1), holds: times <= 3 },
      { what: `${engineNames[engine]}, ${doing}: longest`, aim: 'at most 500 ms', found: `${longest.toFixed(0)} ms`, holds: longest <= 500 },
    ];
  });
}
