import type { Right } from '@picturerail/sdk';
import { type AccessChoice, type AccessEntry, coreRights, grantPresets, nameEntries, presetOf, principalCalled, someNames } from '#gallery';
import { nobodyCalled } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import { isAdministrator } from '../is-administrator.ts';
import { packageLabels } from '../packages/package-labels.ts';

/** A right that can be ticked. */
interface ShownRight {
  readonly right: Right;
  readonly label: string;
  readonly held: boolean;
}

/** A row of the form: whom it is for, and what is granted. */
export interface ShownEntry {
  /** `everyone`, `signed-in`, `user:12` or `group:3`. */
  readonly principal: string;
  readonly label: string;
  /** `custom` where the rights are no preset. */
  readonly preset: string;
  readonly rights: readonly ShownRight[];
}

export interface AccessFields {
  readonly own: boolean;
  readonly entries: readonly ShownEntry[];
  /** Whom nothing is granted yet among those that are always there. */
  readonly fixed: readonly { readonly kind: string; readonly label: string }[];
  readonly names: { readonly users: readonly string[]; readonly groups: readonly string[] };
}

export const presets: readonly string[] = Object.keys(grantPresets);

const keyOf = (principal: AccessEntry['principal']): string =>
  typeof principal === 'string' ? principal : 'user' in principal ? `user:${principal.user}` : `group:${principal.group}`;

const suggested = 200;
/** Who there is is told to administrators; others have to know whom they mean. */
const nobody = { users: [], groups: [] };

export async function accessFields(
  room: Room,
  ctx: Exchange,
  access: { readonly own: boolean; readonly entries: readonly AccessEntry[] },
): Promise<AccessFields> {
  const { gallery } = room.house;
  const rights = await rightsShown(room, ctx, access.entries);
  const named = await nameEntries(gallery, access.entries);
  const entries = named.map(({ principal, name, rights: held }) => ({
    principal: keyOf(principal),
    label:
      typeof principal === 'string' ? text(room, ctx, `access.${principal}`) : text(room, ctx, `access.${'user' in principal ? 'user' : 'group'}`, { name }),
    preset: presetOf(held) ?? 'custom',
    rights: rights.map(({ right, label }) => ({ right, label, held: held.includes(right) })),
  }));
  const listed = new Set(entries.map(({ principal }) => principal));
  const fixed = ['everyone', 'signed-in'].filter((kind) => !listed.has(kind)).map((kind) => ({ kind, label: text(room, ctx, `access.${kind}`) }));
  return { own: access.own, entries, fixed, names: isAdministrator(ctx) ? await someNames(gallery, suggested) : nobody };
}

/** The core's rights, those of plugins whether they run or not, and what is granted although no plugin knows it any more: none of it is lost by saving. */
async function rightsShown(room: Room, ctx: Exchange, entries: readonly AccessEntry[]): Promise<{ readonly right: Right; readonly label: string }[]> {
  const { packages } = (await room.house.registry.look()).discovery;
  const known = [
    ...coreRights.map((right) => ({ right: right as Right, label: text(room, ctx, `right.${right}`) })),
    ...packages.flatMap((one) => (one.manifest.rights ?? []).map(({ key, label }) => ({ right: key as Right, label: packageLabels(room, ctx, one)(label) }))),
  ];
  const left = new Set(entries.flatMap(({ rights }) => rights));
  for (const { right } of known) left.delete(right);
  return [...known, ...[...left].map((right) => ({ right, label: right }))];
}

/** What the form says, names looked up; of rights, what it offered for an album with this list. Errors: `nobody-called`. */
export async function readAccess(room: Room, ctx: Exchange, before: readonly AccessEntry[]): Promise<AccessChoice> {
  const form = ctx.state.form ?? new URLSearchParams();
  if (form.get('access') !== 'own') return 'inherit';
  const offered = new Set((await rightsShown(room, ctx, before)).map(({ right }) => right));
  const entries = listedIn(form).map(({ principal, rights }) => ({ principal, rights: rights.filter((right) => offered.has(right)) }));
  const added = await addedEntry(room, form);
  return { entries: added === null ? entries : [...entries.filter(({ principal }) => keyOf(principal) !== keyOf(added.principal)), added] };
}

/** What the form says without looking anybody up, to be shown again; null where no list was sent. */
export const typedAccess = (form: URLSearchParams | undefined): { readonly own: boolean; readonly entries: readonly AccessEntry[] } | null =>
  form?.get('action') === 'access' ? { own: form.get('access') === 'own', entries: listedIn(form) } : null;

function listedIn(form: URLSearchParams): AccessEntry[] {
  const entries: AccessEntry[] = [];
  for (let row = 0; form.has(`principal.${row}`); row += 1) {
    const principal = principalIn(form.get(`principal.${row}`) ?? '');
    const rights = rightsIn(form, row);
    if (principal !== null && rights.length > 0) entries.push({ principal, rights });
  }
  return entries;
}

function rightsIn(form: URLSearchParams, row: number): readonly Right[] {
  const preset = form.get(`preset.${row}`) ?? '';
  return preset === 'custom' ? (form.getAll(`right.${row}`) as Right[]) : presetRights(preset);
}

const presetRights = (preset: string): readonly Right[] => new Map<string, readonly Right[]>(Object.entries(grantPresets)).get(preset) ?? [];

function principalIn(key: string): AccessEntry['principal'] | null {
  if (key === 'everyone' || key === 'signed-in') return key;
  const [, kind, id] = /^(user|group):([1-9]\d{0,15})$/.exec(key) ?? [];
  if (kind === undefined) return null;
  return kind === 'user' ? { user: Number(id) } : { group: Number(id) };
}

async function addedEntry({ house }: Room, form: URLSearchParams): Promise<AccessEntry | null> {
  const kind = form.get('add.kind') ?? '';
  const name = (form.get('add.name') ?? '').trim();
  const rights = presetRights(form.get('add.preset') ?? 'viewer');
  if (kind === 'everyone' || kind === 'signed-in') return { principal: kind, rights };
  if (name === '' || (kind !== 'user' && kind !== 'group')) return null;
  const principal = await principalCalled(house.gallery, kind, name);
  if (principal === null) throw nobodyCalled(kind, name);
  return { principal, rights };
}

/** Who would get more, in words. */
export async function gainsShown(room: Room, ctx: Exchange, gains: readonly AccessEntry[]): Promise<{ readonly whom: string; readonly rights: string }[]> {
  const labels = new Map((await rightsShown(room, ctx, gains)).map(({ right, label }) => [right, label]));
  const list = new Intl.ListFormat(whoOf(ctx).viewer.language, { type: 'conjunction' });
  return (await nameEntries(room.house.gallery, gains)).map(({ principal, name, rights }) => ({
    whom: typeof principal === 'string' ? text(room, ctx, `access.${principal}`) : name,
    rights: list.format(rights.map((right) => labels.get(right) ?? right)),
  }));
}
