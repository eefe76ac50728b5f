import type { Actor } from './actors.ts';
import { inspect, withoutEcho } from './inspect.ts';
import { linksIn } from './links.ts';
import { type Answered, type Asked, request } from './request.ts';
import type { Guess, Known, Route } from './routes.ts';
import type { World } from './world.ts';

export interface Crawled {
  readonly holes: readonly string[];
  /** What was rightly shown of what is not open to everyone. */
  readonly seen: ReadonlySet<string>;
  /** The areas that is in. */
  readonly areas: ReadonlySet<string>;
  /** Areas of what was asked for and refused because it was hidden. */
  readonly refused: ReadonlySet<string>;
  readonly requests: number;
  /** By address, what pages say that are linked from the first one, without what is new in each answer. */
  readonly pages: ReadonlyMap<string, string>;
}

export interface Crawl {
  readonly base: string;
  readonly world: World;
  readonly actor: Actor;
  /** What to guess when all links have been followed. */
  readonly guessing?: { readonly known: Known; readonly routes: readonly Route[] };
  /** After each answer. */
  readonly tick?: () => void;
}

const encodings = ['gzip', 'br', 'deflate', 'identity'];
const english = 'en';
const atOnce = 6;
/** Each refused guess has one, which says no more than the guess. */
const comesBack = /^\/account\/sign-in\?next=/;
const most = 20_000;

/** Asks for all that can be reached from the first page, then for all that can be guessed and what that leads to. */
export async function crawl({ base, world, actor, guessing, tick = () => {} }: Crawl): Promise<Crawled> {
  const { within = '' } = actor;
  const holes = new Set<string>();
  const seen = new Set<string>();
  const areas = new Set<string>();
  const refused = new Set<string>();
  const pages = new Map<string, string>();
  const asked = new Set<string>();
  const waiting: Asked[] = [];
  let following = true;
  let requests = 0;

  const add = ({ path, method = 'GET', headers = {}, body }: Guess) => {
    const key = JSON.stringify([method, path, { 'accept-language': english, ...headers }]);
    if (asked.has(key)) return;
    asked.add(key);
    waiting.push({ method, path, headers: headersFor(headers, asked.size), ...(body === undefined ? {} : { body }) });
  };
  const headersFor = (headers: Guess['headers'], number: number) => ({
    'accept-encoding': encodings[number % encodings.length] as string,
    'accept-language': english,
    ...(actor.cookie === '' ? {} : { cookie: actor.cookie }),
    ...headers,
  });

  async function ask(one: Asked): Promise<void> {
    requests += 1;
    if (requests > most) throw new Error(`The gallery has more than ${most} addresses: a page leads on and on, to "${one.path}" at last.`);
    const answered = await request(base, { ...one, path: `${within}${one.path}` });
    tick();
    if (answered.status >= 500 && one.path !== '/readyz') holes.add(`${actor.name}, ${one.method} ${one.path}: breaks with ${answered.status}`);
    // There everything is shown to him, and what it leads to is guessed anyway.
    if (actor.administers && isAdministration(one.path) && answered.status < 400) return;
    const found = await inspect(world, actor, one, answered);
    for (const hole of found.holes) holes.add(`${actor.name}, ${one.method} ${one.path}: ${hole}`);
    for (const { what, area } of found.seen) {
      seen.add(what);
      areas.add(area);
    }
    if (found.refused !== null) refused.add(found.refused);
    if (/^(?:text|application)\//.test(answered.type) || answered.location !== null) {
      const text = answered.body.toString('utf8');
      const language = one.headers['accept-language'] as string;
      if (answered.location?.startsWith(`${within}/`)) add({ path: answered.location.slice(within.length), headers: { 'accept-language': language } });
      for (const path of linksWithin(within, linksIn(text, base))) if (following || !comesBack.test(path)) add({ path });
      if (following && one.method === 'GET') pages.set(one.path, comparable(answered, text, one.path));
    }
  }
  const drain = async () => {
    while (waiting.length > 0) await Promise.all(waiting.splice(0, atOnce).map(ask));
  };

  add({ path: '/' });
  await drain();
  following = false;
  if (guessing) for (const route of guessing.routes) for (const guess of route.guesses(guessing.known)) add(guess);
  // The same pages once more as somebody reads them who reads another language.
  for (const path of guessing ? [...pages.keys(), ...guessing.known.pages] : []) add({ path, headers: { 'accept-language': 'de' } });
  await drain();
  return { holes: [...holes], seen, areas, refused, requests, pages };
}

/** What leads out of a preview is not its own. */
const linksWithin = (within: string, links: readonly string[]): string[] =>
  links.flatMap((path) => (path.startsWith(`${within}/`) ? [path.slice(within.length)] : []));

export const isAdministration = (path: string): boolean => /^\/admin(?:[/?]|$)/.test(path);

/** What could tell two answers apart, but for what is new in each: nonce, token, and the address asked for. */
function comparable({ status, headers, location }: Answered, text: string, path: string): string {
  const nonce = /'nonce-([^']+)'/.exec(headers.join('\n'))?.[1] ?? '';
  const same = withoutEcho(text, path).replaceAll(/name="_csrf" value="[^"]*"/g, 'CSRF');
  return `${status} ${location ?? ''}\n${nonce === '' ? same : same.replaceAll(nonce, 'NONCE')}`;
}
