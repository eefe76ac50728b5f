import { type AccessEntry, type BulkAction, type ImageChange, listGroupNames, principalCalled } from '#gallery';
import { idIn } from '../../addresses.ts';
import { dayWrong, nobodyCalled } from '../../errors.ts';
import type { Exchange } from '../../exchange.ts';
import type { Room } from '../../room.ts';
import { offeredActions } from './from-plugins.ts';

interface Asked {
  readonly name: string;
  /** The album that the images are shown of. */
  readonly albumId: number | null;
}

/** What a form wants done to images; null where it names no such thing. Errors: `nobody-called`, `day-wrong`. */
export async function actionAsked(room: Room, ctx: Exchange, { name, albumId }: Asked): Promise<BulkAction | null> {
  const form = ctx.state.form ?? new URLSearchParams();
  const into = idIn(form.get('into') ?? undefined);
  const simple = simpleAction({ name, albumId });
  if (simple !== null || name === 'remove') return simple;
  switch (name) {
    case 'add':
      return into === null ? null : { kind: 'add', albumId: into };
    case 'move':
      return into === null ? null : { kind: 'move', albumId: into, fromAlbumId: albumId };
    case 'edit':
      return { kind: 'edit', change: imageChange(form) };
    case 'access':
      return { kind: 'access', entries: await entriesAsked(room, form) };
    default:
      return (await offeredActions(room, ctx)).find((one) => one.name === name)?.action ?? null;
  }
}

/** Those that one press says all of; null for every other one. */
export function simpleAction({ name, albumId }: Asked): BulkAction | null {
  switch (name) {
    case 'publish':
    case 'hide':
    case 'trash':
    case 'restore':
    case 'remake':
      return { kind: name };
    case 'remove':
      return albumId === null ? null : { kind: 'remove', albumId };
    default:
      return null;
  }
}

/** The fields that are ticked to be written. */
export function imageChange(form: URLSearchParams): ImageChange {
  const fields = form.getAll('write');
  const given = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n');
  return {
    ...(fields.includes('title') && { title: given('title') }),
    ...(fields.includes('description') && { description: given('description') }),
    ...(fields.includes('author') && { author: given('author') }),
    ...(fields.includes('taken') && { takenAt: wallClock(given('taken')), takenOffset: null }),
  };
}

/** As browsers send it; empty: unknown. The time is the one a clock on the wall showed. */
export function wallClock(typed: string): number | null {
  if (typed.trim() === '') return null;
  const ms = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(typed) ? Date.parse(`${typed.includes('T') ? typed : `${typed}T00:00`}Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw dayWrong(typed);
  return ms;
}

/** The images' own list; null: none. */
async function entriesAsked({ house: { gallery } }: Room, form: URLSearchParams): Promise<AccessEntry[] | null> {
  if (form.get('list') !== 'own') return null;
  const rights: AccessEntry['rights'] = form.get('download') === 'yes' ? ['view', 'download'] : ['view'];
  const entries: AccessEntry[] = form.get('signed-in') === 'yes' ? [{ principal: 'signed-in', rights }] : [];
  const groups = new Set((await listGroupNames(gallery)).map(({ id }) => id));
  for (const id of form.getAll('group').flatMap((one) => idIn(one) ?? [])) if (groups.has(id)) entries.push({ principal: { group: id }, rights });
  for (const typed of (form.get('users') ?? '').split(/[,\n]/).map((one) => one.trim())) {
    if (typed === '') continue;
    const principal = await principalCalled(gallery, 'user', typed);
    if (principal === null) throw nobodyCalled('user', typed);
    entries.push({ principal, rights });
  }
  return entries;
}
