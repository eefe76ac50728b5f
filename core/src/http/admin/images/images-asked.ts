import type { Viewer } from '@picturerail/sdk';
import { anyImage, findAlbum, findUser, type ImageFilter, type ImageState, imageProblems, searchAlbums } from '#gallery';
import { idIn } from '../../addresses.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import { type OfferedFilter, offeredFilters } from './from-plugins.ts';

export const imageStates: readonly ImageState[] = ['published', 'unpublished', 'missing', 'trashed'];
export const imageTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif'];

/** Names of the fields of the filter, as they stand in addresses. Those of plugins begin with `plugin.`. */
const fieldNames = ['q', 'album', 'uploader', 'state', 'type', 'min', 'max', 'taken-from', 'taken-to', 'added-from', 'added-to', 'problem'] as const;
type FieldName = (typeof fieldNames)[number];

export interface ImagesAskedFor {
  readonly filter: ImageFilter;
  /** Of the fields that were filled in, for the links on the page. */
  readonly query: URLSearchParams;
  readonly typed: Readonly<Record<FieldName, string>>;
  /** What could not be understood, in words: then no image is shown, since nobody asked for all of them. */
  readonly problems: readonly string[];
  /** Albums of which one may be meant. */
  readonly albums: readonly { readonly id: number; readonly title: string; readonly above: readonly string[] }[];
  /** The album that the images are placed in. */
  readonly album: { readonly id: number; readonly title: string } | null;
  /** Filters of plugins, with what was asked of each. */
  readonly offered: readonly (OfferedFilter & { readonly value: string })[];
}

/** Which images an address asks for, or a form that carries its query. */
export async function imagesAsked(room: Room, ctx: Exchange, given: URLSearchParams): Promise<ImagesAskedFor> {
  const filters = await offeredFilters(room, ctx);
  const query = new URLSearchParams([...given].filter(([name, value]) => value.trim() !== '' && (isField(name) || name.startsWith('plugin.'))));
  const typed = Object.fromEntries(fieldNames.map((name) => [name, (query.get(name) ?? '').trim().slice(0, 500)])) as Record<FieldName, string>;
  const problems: string[] = [];
  const offered = filters.map((one) => ({ ...one, value: (query.get(one.name) ?? '').trim().slice(0, 500) }));
  const say = (key: string, value: string) => problems.push(text(room, ctx, `images.${key}`, { value }));
  // A filter of a plugin that is gone must not come to mean all images.
  for (const name of query.keys()) if (name.startsWith('plugin.') && !filters.some((one) => one.name === name)) say('no_choice', name);
  const album = await albumAsked(room, whoOf(ctx).viewer, typed.album);
  if (album.isWrong) say('no_album', typed.album);
  const uploader = typed.uploader === '' ? null : await findUser(room.house.gallery, typed.uploader);
  if (uploader === null && typed.uploader !== '') say('no_user', typed.uploader);
  const oneOf = <T extends string>(name: FieldName, values: readonly T[]): T | null => {
    const found = values.find((one) => one === typed[name]) ?? null;
    if (found === null && typed[name] !== '') say('no_choice', typed[name]);
    return found;
  };
  const day = (name: FieldName, after = 0): number | null => {
    if (typed[name] === '') return null;
    const ms = /^\d{4}-\d\d-\d\d$/.test(typed[name]) ? Date.parse(`${typed[name]}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(ms)) say('no_day', typed[name]);
    return Number.isNaN(ms) ? null : ms + after;
  };
  const pixels = (name: FieldName): number | null => {
    if (typed[name] === '') return null;
    const isNumber = /^\d{1,6}$/.test(typed[name]);
    if (!isNumber) say('no_number', typed[name]);
    return isNumber ? Number(typed[name]) : null;
  };
  const filter: ImageFilter = {
    ...anyImage,
    words: typed.q.slice(0, 100),
    album: album.filter,
    uploaderId: uploader?.id ?? null,
    state: oneOf('state', imageStates),
    mime: oneOf('type', imageTypes),
    sideFrom: pixels('min'),
    sideTo: pixels('max'),
    takenFrom: day('taken-from'),
    takenTo: day('taken-to', dayMs),
    addedFrom: day('added-from'),
    addedTo: day('added-to', dayMs),
    problem: oneOf('problem', imageProblems),
    values: offered.flatMap(({ where, value }) => (value === '' ? [] : [{ ...where, value }])),
  };
  return { filter, query, typed, problems, albums: album.choices, album: album.album, offered };
}

const dayMs = 86_400_000;
const isField = (name: string): boolean => (fieldNames as readonly string[]).includes(name);

interface AlbumAsked {
  readonly filter: number | null;
  readonly album: { readonly id: number; readonly title: string } | null;
  readonly choices: ImagesAskedFor['albums'];
  readonly isWrong: boolean;
}

const mostChoices = 10;

/** By id, as links say it, or by the words of a title, as people do. */
async function albumAsked({ house: { gallery } }: Room, viewer: Viewer, typed: string): Promise<AlbumAsked> {
  const nothing = { filter: null, album: null, choices: [], isWrong: false };
  if (typed === '') return nothing;
  const id = idIn(typed);
  const byId = id === null ? null : await findAlbum(gallery, id);
  if (byId) return { ...nothing, filter: byId.id, album: byId };
  const { albums } = await searchAlbums(gallery, viewer, typed, { offset: 0, limit: mostChoices });
  const exact = albums.filter(({ title }) => title.toLowerCase() === typed.toLowerCase());
  const meant = exact.length > 0 ? exact : albums;
  const [only] = meant;
  if (only && meant.length === 1) return { ...nothing, filter: only.id, album: only };
  return { ...nothing, choices: meant, isWrong: true };
}
