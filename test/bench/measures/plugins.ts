import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Kernel from '../../../core/dist/kernel/index.js';
import type { Bench, FilledPlace } from '../bench.ts';
import { inHouse } from '../in-house.ts';
import { interleave, type Measured } from '../interleave.ts';
import { startLoader } from '../load.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { built, type House } from '../rooms.ts';
import { startGallery } from '../servers.ts';
import { median } from '../statistics.ts';
import type { InKernel } from './plugins/in-kernel.ts';
import { makePlugins } from './plugins/make-plugins.ts';

const images = 1_000;
const crowds = [0, 10, 30];
const starts = 3;
const warmS = 1;
const megabyte = 1_048_576;

/** What plugins cost that work, and what coming and going costs. */
export const plugins: Measure = {
  name: 'plugins',
  title: 'Plugins',
  measure: async (bench) => {
    const inKernel = await kernelFigures();
    const pages = await pageFigures(bench);
    return { text: `${how}\n\n${kernelTable(inKernel)}\n\n${pageTable(pages)}`, aims: [...kernelAims(inKernel), ...pageAims(pages)] };
  },
};

const how = `A kernel in a process of its own: a hook that nobody taps; one plugin (a filter, two slots, a page, a timer) switched on and off 300 times; 40 versions of it
with 500 more exports, each swapped for the one before. Then the album page of 60 in a gallery of ${images.toLocaleString('en')} images on SQLite as a visitor, with none, ten and thirty plugins active
beside the bundled ones, in turns while it serves: ten put data into every card and something into the badges of every seventh image and into the footer, ten more
something into the footer, and the last ten work elsewhere.`;

async function kernelFigures(): Promise<InKernel> {
  const child = fork(join(import.meta.dirname, 'plugins/kernel-process.js'), { execArgv: ['--expose-gc'] });
  const [figures] = (await once(child, 'message')) as [InKernel];
  return figures;
}

interface PageFigures {
  readonly plugins: number;
  /** Seconds until it serves, as the supervisor says it. */
  readonly startS: number;
  readonly perSecond: number;
  /** CPU of the web process for one page. */
  readonly cpuMs: number;
}

/** All in one gallery, and their pages by one process: two that do the same differ by more than what is looked for. */
async function pageFigures(bench: Bench): Promise<PageFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'picturerail-bench-crowd-'));
  const place = await bench.copied('sqlite', images);
  try {
    return await inHouse(place.environment, async (house) => {
      const crowd = await installed(house, folder);
      const startS = new Map<number, number>();
      for (const count of crowds) {
        await crowd.choose(count);
        startS.set(count, await secondsToStart(place));
      }
      const found = await askedInTurns(bench, place, crowd);
      return crowds.map((count) => {
        const { perSecond, cpu } = found.get(String(count)) as Measured;
        return { plugins: count, startS: startS.get(count) ?? Number.NaN, perSecond, cpuMs: cpu ?? Number.NaN };
      });
    });
  } finally {
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function secondsToStart({ environment }: FilledPlace): Promise<number> {
  const seconds: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const at = performance.now();
    const server = await startGallery(environment);
    seconds.push((performance.now() - at) / 1_000);
    await server.stop();
  }
  return median(seconds);
}

async function askedInTurns(bench: Bench, { environment, filled }: FilledPlace, crowd: Crowd): Promise<Map<string, Measured>> {
  const loader = startLoader();
  const server = await startGallery(environment);
  try {
    const load = { url: `${server.url}/albums/${filled.ids.album}/the-measured-album`, connections: 8 };
    const ready = async (count: number) => {
      await crowd.choose(count);
      // Functions that are new are slow at first.
      await loader.measure({ ...load, seconds: warmS });
    };
    const rivals = crowds.map((count) => ({ name: String(count), load, cpu: server.cpu, ready: () => ready(count) }));
    return await interleave(loader, rivals, bench);
  } finally {
    loader.end();
    await server.stop();
  }
}

interface Crowd {
  /** So many are active, in every process that serves. */
  choose(count: number): Promise<void>;
}

/** As a webmaster would, only without typing. */
async function installed(house: House, folder: string): Promise<Crowd> {
  const room: typeof Kernel = await import(built('kernel/index.js'));
  const made = await makePlugins(folder, Math.max(...crowds));
  for (const { dir } of made) await (await room.prepareInstall(house, { kind: 'folder', path: dir })).carryOut();
  let active = 0;
  return {
    choose: async (count) => {
      let revision = 0;
      for (; active < count; active += 1) ({ revision } = await room.activatePlugin(house, made[active]?.id as string));
      for (; active > count; active -= 1) ({ revision } = await room.deactivatePlugin(house, made[active - 1]?.id as string));
      const { behind } = await room.waitForProcesses(house, revision);
      if (behind.length > 0) throw new Error(`Processes that did not follow in time: ${behind.join(', ')}.`);
    },
  };
}

const kernelTable = ({ untapped, loop, activationMs, pauseMs, grownByToggles, grownByVersion }: InKernel): string =>
  markdownTable(
    ['what', 'found'],
    [
      ['a hook that nobody taps, one call', `${untapped.toFixed(3)} µs (the loop alone ${loop.toFixed(3)})`],
      ['activation, median', `${activationMs.toFixed(1)} ms`],
      ['pause of a swap, longest', `${pauseMs.toFixed(2)} ms`],
      ['heap after 300 times on and off', `${(grownByToggles / megabyte).toFixed(2)} MB`],
      ['heap for each version with other bytes', `${(grownByVersion / megabyte).toFixed(2)} MB`],
    ],
    { left: 2 },
  );

function kernelAims({ untapped, activationMs, pauseMs, grownByToggles, grownByVersion }: InKernel): Aim[] {
  const atMost = (what: string, found: number, most: number, unit: string): Aim => ({
    what,
    aim: `under ${most} ${unit}`,
    found: `${found.toFixed(2)} ${unit}`,
    holds: found < most,
  });
  return [
    atMost('a hook that nobody taps', untapped, 0.1, 'µs'),
    atMost('activation', activationMs, 100, 'ms'),
    atMost('pause of a swap', pauseMs, 5, 'ms'),
    atMost('heap, 300 times on and off', grownByToggles / megabyte, 5, 'MB'),
    atMost('heap, each version', grownByVersion / megabyte, 0.5, 'MB'),
  ];
}

const pageTable = (figures: readonly PageFigures[]): string =>
  markdownTable(
    ['plugins', 'start s', 'pages/s', 'CPU of a page ms'],
    figures.map(({ plugins: count, startS, perSecond, cpuMs }) => [String(count), startS.toFixed(2), perSecond.toFixed(0), cpuMs.toFixed(2)]),
    { left: 0 },
  );

function pageAims(figures: readonly PageFigures[]): Aim[] {
  const [none, ten, thirty] = figures;
  if (!none || !ten || !thirty) return [];
  const more = (crowd: PageFigures) => (crowd.cpuMs / none.cpuMs - 1) * 100;
  const percent = (what: string, found: number, most: number): Aim => ({ what, aim: `under ${most} %`, found: `${found.toFixed(1)} %`, holds: found < most });
  const startS = thirty.startS - none.startS;
  return [
    percent('CPU of an album page, ten plugins', more(ten), 5),
    percent('CPU of an album page, thirty plugins', more(thirty), 10),
    { what: 'start, thirty plugins', aim: 'under 2 s more', found: `${startS.toFixed(2)} s`, holds: startS < 2 },
  ];
}
