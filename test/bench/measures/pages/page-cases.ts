import type { FilledPlace } from '../../bench.ts';
import { password, users } from '../../fill/make-people.ts';
import { signIn } from '../../sign-in.ts';

export type ViewerName = 'visitor' | keyof typeof users;
export type PageName = 'album' | 'first' | 'middle' | 'last' | 'wide' | 'home' | 'newest' | 'image' | 'clients';

/** A page that is measured, and for whom. */
export interface PageCase {
  readonly viewer: ViewerName;
  readonly page: PageName;
  readonly path: string;
  /** With the cookie of who is signed in. */
  readonly headers: Readonly<Record<string, string>>;
}

/** In words, for tables. */
export const viewerNames: Readonly<Record<ViewerName, string>> = {
  visitor: 'visitor',
  few: 'user in 3 groups',
  many: 'user in 150 groups',
  staff: 'staff',
};
export const pageNames: Readonly<Record<PageName, string>> = {
  album: 'album of 60 a page',
  first: 'large album, first page',
  middle: 'large album, middle',
  last: 'large album, last page',
  wide: '500 albums on a page',
  home: 'home',
  newest: 'newest',
  image: 'image, next and previous',
  clients: 'album with an album for each client',
};

type PlainPage = Exclude<PageName, 'wide' | 'clients'>;

const all: readonly PlainPage[] = ['album', 'first', 'middle', 'last', 'home', 'newest', 'image'];
const most: readonly PlainPage[] = ['album', 'newest', 'home', 'image'];
const fullPlan: Readonly<Record<ViewerName, readonly PlainPage[]>> = { visitor: all, few: most, many: most, staff: most };
const quickPlan: Readonly<Record<ViewerName, readonly PlainPage[]>> = { visitor: all, few: [], many: ['album', 'newest'], staff: [] };

/** All but the page with 500 albums, which takes a setting of its own. */
export async function pageCases(base: string, place: FilledPlace, full: boolean): Promise<PageCase[]> {
  const cases: PageCase[] = [];
  for (const [viewer, pages] of Object.entries(full ? fullPlan : quickPlan) as [ViewerName, readonly PlainPage[]][]) {
    if (pages.length > 0) cases.push(...(await casesOf(base, place, viewer, pages)));
  }
  return cases;
}

async function casesOf(base: string, { filled }: FilledPlace, viewer: ViewerName, pages: readonly PlainPage[]): Promise<PageCase[]> {
  const headers = viewer === 'visitor' ? {} : { cookie: await signIn(base, { name: users[viewer], password }) };
  const paths = await pathsFor(base, filled.ids, headers);
  return pages.map((page) => ({ viewer, page, path: paths[page], headers }));
}

export const wideCase = ({ filled }: FilledPlace): PageCase => ({
  viewer: 'visitor',
  page: 'wide',
  path: `/albums/${filled.ids.wide}/the-wide-album`,
  headers: {},
});

/** What the staff sees that may view the albums of all clients. */
export async function clientCases(base: string, place: FilledPlace): Promise<PageCase[]> {
  const cases = await casesOf(base, place, 'staff', most);
  const path = `/albums/${place.filled.ids.clients}/clients`;
  return [...cases, ...cases.slice(0, 1).map((one): PageCase => ({ ...one, page: 'clients', path }))];
}

/** How far the large album goes, and which image stands in the middle of it, is read from its pages: viewers see different parts of it. */
async function pathsFor(base: string, ids: FilledPlace['filled']['ids'], headers: PageCase['headers']): Promise<Record<PlainPage, string>> {
  const first = `/albums/${ids.large}/the-large-album`;
  const numbers = [...(await textOf(base + first, headers)).matchAll(/[?&;]page=(\d+)/g)].map(([, number]) => Number(number));
  const pages = Math.max(...numbers);
  const middle = `${first}?page=${Math.ceil(pages / 2)}`;
  const image = /href="(\/images\/[^"]*)"/.exec(await textOf(base + middle, headers))?.[1];
  if (!(pages > 1) || image === undefined) throw new Error(`The large album at "${first}" has no pages, or no images, to measure.`);
  return { album: `/albums/${ids.album}/the-measured-album`, first, middle, last: `${first}?page=${pages}`, home: '/', newest: '/newest', image };
}

async function textOf(url: string, headers: PageCase['headers']): Promise<string> {
  const answer = await fetch(url, { headers, redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`"${url}" answered ${answer.status}; the page to measure has to answer 200.`);
  return answer.text();
}
