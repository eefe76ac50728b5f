import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { password, users } from '../fill/make-people.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { type Engine, engineNames } from '../options.ts';
import { type Asked, type Paced, startPace } from '../pace.ts';
import { startGallery } from '../servers.ts';
import { signInForm } from '../sign-in.ts';
import { percentile } from '../statistics.ts';

const pagesPerSecond = 50;
const signInsPerSecond = 20;
const images = 10_000;

/** Pages while many people sign in: hashing passwords takes a processor for as long as it is meant to. */
export const signIns: Measure = {
  name: 'sign-ins',
  title: 'Signing in',
  measure: async (bench) => {
    const found: Found[] = [];
    for (const engine of bench.engines) found.push(await measureEngine(bench, engine));
    return { text: textOf(found, secondsOf(bench)), aims: found.flatMap(aimsOf) };
  },
};

interface Found {
  readonly engine: Engine;
  readonly before: readonly Paced[];
  readonly meanwhile: readonly Paced[];
  readonly signedIn: readonly Paced[];
}

const secondsOf = ({ full }: Bench): number => (full ? 30 : 8);

async function measureEngine(bench: Bench, engine: Engine): Promise<Found> {
  const place = await bench.copied(engine, images);
  try {
    // Everybody comes from an address of his own, as a proxy tells it.
    const gallery = await startGallery({ ...place.environment, TRUST_PROXY: 'on' });
    try {
      const seconds = secondsOf(bench);
      const album = `/albums/${place.filled.ids.large}/the-large-album`;
      const pages = [album, '/', '/newest', `${album}?page=2`].map((path) => ({ url: gallery.url + path }));
      const reading = async (work: () => Promise<unknown>): Promise<readonly Paced[]> => {
        const pace = startPace({ requests: pages, perSecond: pagesPerSecond });
        await work();
        return answered(await pace.stop(), 200);
      };
      await reading(() => delay(3_000));
      const before = await reading(() => delay(seconds * 1_000));
      let signedIn: readonly Paced[] = [];
      const form = await signInForm(gallery.url, { name: users.few, password });
      const forms = Array.from(
        { length: signInsPerSecond * seconds },
        (_, at): Asked => ({ ...form, headers: { ...form.headers, 'x-forwarded-for': addressOf(at) } }),
      );
      const meanwhile = await reading(async () => {
        const pace = startPace({ requests: forms, perSecond: signInsPerSecond });
        await delay(seconds * 1_000);
        signedIn = answered(await pace.stop(), 303);
      });
      return { engine, before, meanwhile, signedIn };
    } finally {
      await gallery.stop();
    }
  } finally {
    await place.remove();
  }
}

const addressOf = (at: number): string => `198.51.${at >> 8}.${at & 255}`;

function answered(paced: readonly Paced[], status: number): readonly Paced[] {
  const others = paced.filter((one) => one.status !== status);
  if (others.length > 0) throw new Error(`${others.length} of ${paced.length} were not answered ${status}, but ${others[0]?.status} (0: not at all).`);
  return paced;
}

const share = (paced: readonly Paced[], of: number): number =>
  percentile(
    paced.map(({ ms }) => ms),
    of,
  );

function textOf(found: readonly Found[], seconds: number): string {
  const rows = found.flatMap(({ engine, ...parts }) =>
    Object.entries({ 'pages before': parts.before, 'pages meanwhile': parts.meanwhile, 'sign-ins': parts.signedIn }).map(([what, paced]) => [
      engineNames[engine],
      what,
      String(paced.length),
      ...[0.5, 0.99, 1].map((of) => share(paced, of).toFixed(1)),
    ]),
  );
  const table = markdownTable(['database', 'what', 'answered', 'p50 ms', 'p99 ms', 'longest ms'], rows, { left: 2 });
  return `${pagesPerSecond} pages a second are asked for (album, home, newest; ${images.toLocaleString('en')} images) for ${seconds} s, and again while ${signInsPerSecond} people a second sign in, each from an address of his own. Times are from when each was due.\n\n${table}`;
}

function aimsOf({ engine, before, meanwhile, signedIn }: Found): Aim[] {
  const times = share(meanwhile, 0.99) / share(before, 0.99);
  const longest = share(signedIn, 1);
  return [
    { what: `${engineNames[engine]}: p99 of pages`, aim: 'at most 3 times normal', found: times.toFixed(1), holds: times <= 3 },
    { what: `${engineNames[engine]}: longest sign-in`, aim: 'at most 10 s', found: `${(longest / 1000).toFixed(1)} s`, holds: longest <= 10_000 },
  ];
}
