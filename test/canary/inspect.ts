import type { Actor } from './actors.ts';
import { showsPattern } from './pattern.ts';
import type { Answered, Asked } from './request.ts';
import type { World } from './world.ts';

/** What one answer gives away, a sentence each; `seen` is what it rightly shows of what is not open. */
export interface Inspected {
  readonly holes: readonly string[];
  readonly seen: readonly string[];
}

const named = /\/(albums|images|media)\/(\d+)\b/gi;
/** What does not exist, and what cannot be asked for, whatever exists. */
const refusals = new Set([400, 403, 404, 405, 414, 501]);

export async function inspect(world: World, actor: Actor, asked: Asked, answered: Answered): Promise<Inspected> {
  const holes: string[] = [];
  const seen: string[] = [];
  const hides = (area: string | undefined) => area !== undefined && area !== 'open' && !(actor.sees as readonly string[]).includes(area);
  const areaOf = (kind: string, id: string) => (kind.toLowerCase() === 'albums' ? world.albums : world.images).get(Number(id));
  const text = `${headersOf(answered).join('\n')}\n${withoutEcho(answered.body.toString('latin1'), asked.path)}`;

  for (const { area, what } of world.marks.foundIn(text)) {
    if ((actor.sees as readonly string[]).includes(area)) seen.push(what);
    else if (!actor.knows.includes(area)) holes.push(`shows the ${what} (${area})`);
  }
  for (const [address, kind = '', id = ''] of text.matchAll(named)) if (hides(areaOf(kind, id))) holes.push(`names ${address} (${areaOf(kind, id)})`);
  const [, kind = '', id = ''] = /^\/(albums|images|media)\/(\d+)\b/i.exec(asked.path) ?? [];
  const area = areaOf(kind, id);
  if (hides(area) && asked.method !== 'OPTIONS' && !refusals.has(answered.status)) holes.push(`answers ${answered.status} (${area})`);
  if (await isPattern(answered)) {
    if (hides(area) || area === 'open' || area === undefined) holes.push(`shows a hidden picture (${area})`);
    else seen.push('picture');
  }
  return { holes, seen };
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
