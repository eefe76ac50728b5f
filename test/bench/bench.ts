import { type Filled, fill } from './fill/fill.ts';
import type { SetName } from './fill/plan-gallery.ts';
import { keepFilled } from './keep-filled.ts';
import type { Engine, Options } from './options.ts';
import { copyPlace, makePlace, type Place } from './place.ts';

export interface FilledPlace extends Place {
  readonly filled: Filled;
}

/** What a measure works with. Places are the measure's to remove; removing one that is kept between runs leaves it as it is. */
export interface Bench extends Options {
  /** How things stand, for whoever waits. */
  say(line: string): void;
  /** With nothing in it, not even tables. */
  empty(engine: Engine): Promise<Place>;
  /** A gallery of rows to be read and signed in to. What changes its content takes a copy: with `BENCH_KEEP` the next run gets this one again. */
  filled(engine: Engine, images: number, set?: SetName): Promise<FilledPlace>;
  /** The same, to do with as one likes. */
  copied(engine: Engine, images: number, set?: SetName): Promise<FilledPlace>;
}

export function openBench(options: Options): Bench {
  const { mysqlUrl, keep } = options;
  const say = (line: string) => console.log(line);
  const filled: Bench['filled'] = async (engine, images, set = 'usual') => {
    const wanted = { engine, images, set, mysqlUrl };
    if (keep !== null) return keepFilled(keep, wanted, say);
    const place = await makePlace(engine, mysqlUrl);
    try {
      return { ...place, filled: await fill(place.environment, { images, set }) };
    } catch (error) {
      await place.remove();
      throw error;
    }
  };
  const copied: Bench['copied'] = async (engine, images, set) => {
    const original = await filled(engine, images, set);
    if (keep === null) return original;
    return { ...(await copyPlace(original, engine, mysqlUrl)), filled: original.filled };
  };
  return { ...options, say, filled, copied, empty: (engine) => makePlace(engine, mysqlUrl) };
}
