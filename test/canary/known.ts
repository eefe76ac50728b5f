import { type Actor, granted } from './actors.ts';
import { type Crawled, crawl, isAdministration } from './crawl.ts';
import type { Known } from './routes.ts';
import type { World } from './world.ts';

export const memberOf = (actors: readonly Actor[]): Actor => actors.find(({ name }) => name === granted.name) as Actor;

/** Addresses of hidden things, by what somebody comes to see who was granted all that can be. */
export async function whatMembersKnow(world: World, actors: readonly Actor[]): Promise<Known> {
  const { pages } = await crawl({ base: world.gallery.url, world, actor: memberOf(actors) });
  const hidden = /^\/(?:albums|images|media)\/\d+/;
  const addresses = [...pages].flatMap(([path, text]) => [path, ...(text.match(/\/media\/\d+\/[\w-]+\/[\w-]+\.\w+/g) ?? [])]);
  const all = [...new Set(addresses)].filter((path) => hidden.test(path));
  const areaOf = (path: string) => (path.startsWith('/albums') ? world.albums : world.images).get(Number(path.split('/')[2]));
  const secret = all.filter((path) => areaOf(path) !== 'open' || path.includes('/original.'));
  return { world, media: secret.filter((path) => path.startsWith('/media/')), pages: secret.filter((path) => !path.startsWith('/media/')) };
}

/** Lists of the whole gallery do not say how much they hold while a change hides something, and link the next page only. */
const counts = /<p class="position">[^<]*<\/p>|(?<=<h1>Newest images<\/h1>\s*)<div class="bar">.*?<\/div>/gs;
const links = /<nav class="pager.*?<\/nav>/gs;
const withoutCounts = (page: string) => page.replaceAll(counts, '').replaceAll(links, '');

/** Pages that are not what they were when there was nothing to hide, and where they part; `changing` where a change may be under way. */
export function otherPages(actor: Actor, { before, after, changing = false }: Compared): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    if (actor.administers && isAdministration(path)) return [];
    const [was, is] = [before.get(path) ?? 'no page', after.get(path) ?? 'no page'];
    const same = was === is || (changing && path.includes('newest') && withoutCounts(was) === is.replaceAll(links, ''));
    return same ? [] : [`${actor.name}, GET ${path}: is another page than before: ${partingOf(is, was)}, not ${partingOf(was, is)}`];
  });
}

interface Compared {
  readonly before: Crawled['pages'];
  readonly after: Crawled['pages'];
  readonly changing?: boolean;
}

function partingOf(text: string, other: string): string {
  const at = [...text].findIndex((letter, index) => letter !== other[index]);
  return JSON.stringify(text.slice(Math.max(0, at - 40), Math.max(0, at) + 80));
}
