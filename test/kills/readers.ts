import { setTimeout as delay } from 'node:timers/promises';

export interface Page {
  readonly path: string;
  /** `open`: always there; `shut`: never; `turned`: now so, now so. */
  readonly kind: 'open' | 'shut' | 'turned';
}

export interface Readers {
  /** While true, requests may be cut off: a process that answers has just been killed. */
  shaken: boolean;
  readonly asked: () => number;
  /** Ends reading; what was answered wrongly. */
  stop(): Promise<string[]>;
}

const refused = { open: [404, 500, 503], shut: [200, 206, 302, 304, 500, 503], turned: [500, 503] };

/** Visitors who ask again and again for pages and bytes, and look whether one of the marks of what is shut is in the answer. */
export function startReaders(url: string, pages: readonly Page[], marks: RegExp): Readers {
  const wrong: string[] = [];
  let asked = 0;
  let stopped = false;
  const readers: Readers = { shaken: false, asked: () => asked, stop: () => Promise.resolve([]) };
  const read = async ({ path, kind }: Page) => {
    const shakenBefore = readers.shaken;
    try {
      const response = await fetch(url + path, { redirect: 'manual' });
      const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
      asked += 1;
      if (refused[kind].includes(response.status)) wrong.push(`${path} (${kind}) was answered with ${response.status}`);
      if (marks.test(body)) wrong.push(`${path} shows what is shut`);
    } catch (error) {
      if (!shakenBefore && !readers.shaken) wrong.push(`${path} was not answered: ${String((error as Error).cause ?? error)}`);
    }
  };
  const lane = async (start: number) => {
    for (let index = start; !stopped; index += 1) {
      await read(pages[index % pages.length] as Page);
      await delay(readers.shaken ? 50 : 10);
    }
  };
  const lanes = Promise.all([lane(0), lane(Math.floor(pages.length / 2))]);
  readers.stop = async () => {
    stopped = true;
    await lanes;
    return wrong;
  };
  return readers;
}
