import type { Actor } from './actors.ts';
import type { Found } from './marks.ts';
import { showsPattern } from './pattern.ts';
import type { Answered, Asked } from './request.ts';
import type { World } from './world.ts';

/** What one answer gives away, a sentence each; `seen` is what it rightly shows of what is not open. */
export interface Inspected {
  readonly holes: readonly string[];
  readonly seen: readonly Found[];
  /** The area of what was asked for, where it was refused because it is hidden. */
  readonly refused: string | null;
}

const named = /\/(albums|images|media)\/(\d+)\b/gi;
/** What does not exist, and what cannot be asked for, whatever exists. */
const refusals = new Set([400, 403, 404, 405, 414, 501]);

export async function inspect(world: World, actor: Actor, asked: Asked, answered: Answered): Promise<Inspected> {
  const holes: string[] = [];
  const seen: Found[] = [];
  const sees = (area: string) => area === 'open' || (actor.sees as readonly string[]).includes(area);
  const hides = (area: string | undefined) => area !== undefined && !sees(area) && world.truth.hiddenSince(area, actor.name, answered.since);
  const areaOf = (kind: string, id: string) => (kind.toLowerCase() === 'albums' ? world.albums : world.images).get(Number(id));
  const text = `${headersOf(answered).join('\n')}\n${withoutEcho(answered.body.toString('latin1'), asked.path)}`;

  for (const found of world.marks.foundIn(text)) {
    if (!hides(found.area)) seen.push(found);
    else if (!actor.knows.includes(found.area)) holes.push(`shows the ${found.what} (${found.area})`);
  }
  for (const [address, kind = '', id = ''] of text.matchAll(named)) if (hides(areaOf(kind, id))) holes.push(`names ${address} (${areaOf(kind, id)})`);
  const [, kind = '', id = ''] = /^\/(albums|images|media)\/(\d+)\b/i.exec(asked.path) ?? [];
  const area = areaOf(kind, id);
  const hidden = hides(area);
  const refused = hidden && refusals.has(answered.status) ? (area ?? null) : null;
  if (hidden && refused === null && asked.method !== 'OPTIONS') holes.push(`answers ${answered.status} (${area})`);
  if (await isPattern(answered)) {
    if (hidden || area === 'open' || area === undefined) holes.push(`shows a hidden picture (${area})`);
    else seen.push({ area, what: 'picture' });
  }
  return { holes, seen, refused };
}

/** Whatever calls itself a picture is decoded; a part of one is not one, and was judged by its address. */
async function isPattern({ status, type, body }: Answered): Promise<boolean> {
  return status === 200 && body.length > 0 && type.startsWith('image/') && !type.startsWith('image/svg') && showsPattern(body);
}

/** An ETag names a version that only who may see it has a name for. */
const headersOf = ({ headers }: Answered): string[] => headers.filter((line) => !line.startsWith('etag:'));

/** Pages that refuse offer to come back to the address that was asked for, as the sign-in page does: that says nothing new. */
export function withoutEcho(text: string, path: string): string {
  const { pathname, search, searchParams } = new URL(`http://gallery${path}`);
  const asked = [path, path.split('?')[0] as string, `${pathname}${search}`, ...searchParams.values()];
  const said = asked.flatMap((one) => [encodeURIComponent(one), one.replaceAll('&', '&amp;'), one]);
  return said.filter((one) => one.length > 1).reduce((rest, one) => rest.replaceAll(one, ''), text);
}
