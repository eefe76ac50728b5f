import { isGalleryError } from '@picturerail/sdk';
import { beginImport, forgetImport, importRhythms, isOver, lookAtImport, type Rhythm, scheduleImport, stopImport } from '#upkeep';
import { idIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { type Refused, refusedBy } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { importPath, shownOpen, shownPlan, shownRun } from './shown-import.ts';

/** One folder that is imported: how, when, and what came of it. */
export const showImport = (room: Room) => (ctx: Exchange) => importPage(room, ctx);

export const changeImport = (room: Room) => async (ctx: Exchange) => {
  const id = idIn(ctx.params.id);
  const form = ctx.state.form ?? new URLSearchParams();
  const change = changes.get(form.get('action') ?? '');
  if (id === null || change === undefined) throw pageNotFound();
  try {
    await change(room, ctx, { id, form });
    goOn(ctx, form.get('action') === 'forget' ? importPath : `${importPath}/${id}`);
  } catch (error) {
    if (isGalleryError(error) && error.status === 404) throw pageNotFound();
    await importPage(room, ctx, refusedBy(room, ctx, error));
  }
};

interface Change {
  readonly id: number;
  readonly form: URLSearchParams;
}

const begin = ({ house }: Room, ctx: Exchange, { id, form }: Change, simulate: boolean): Promise<void> =>
  beginImport(house, whoOf(ctx).viewer, id, { simulate, again: form.has('again'), acceptMissing: form.has('accept-missing') });

type Carry = (room: Room, ctx: Exchange, change: Change) => Promise<void>;

const changes: ReadonlyMap<string, Carry> = new Map<string, Carry>([
  ['begin', (room, ctx, change) => begin(room, ctx, change, false)],
  ['simulate', (room, ctx, change) => begin(room, ctx, change, true)],
  ['stop', ({ house }, ctx, { id }) => stopImport(house, whoOf(ctx).viewer, id)],
  ['schedule', ({ house }, ctx, { id, form }) => scheduleImport(house, whoOf(ctx).viewer, id, rhythmIn(form))],
  ['forget', ({ house }, ctx, { id }) => forgetImport(house, whoOf(ctx).viewer, id)],
]);

function rhythmIn(form: URLSearchParams): Rhythm {
  const every = importRhythms.find((one) => one === form.get('every'));
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(form.get('at') ?? '') ?? [];
  const weekday = /^[0-6]$/.exec(form.get('weekday') ?? '')?.[0];
  if (every === undefined || hours === undefined || weekday === undefined) throw pageNotFound();
  return { every, atMinute: Number(hours) * 60 + Number(minutes), atWeekday: Number(weekday) };
}

const clockOf = (minute: number): string => [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

async function importPage(room: Room, ctx: Exchange, refused: Refused | null = null): Promise<void> {
  const id = idIn(ctx.params.id);
  if (id === null) throw pageNotFound();
  const { plan, open, runs } = await lookAtImport(room.house, id).catch((error: unknown) => {
    throw isGalleryError(error) && error.status === 404 ? pageNotFound() : error;
  });
  await renderAdmin(room, ctx, 'import', {
    title: text(room, ctx, 'title.import', { folder: plan.folder }),
    at: importPath,
    data: {
      plan: { ...(await shownPlan(room, plan)), at: clockOf(plan.atMinute) },
      rhythms: importRhythms,
      weekdays: weekdaysIn(whoOf(ctx).viewer.language),
      open: open && shownOpen(open),
      runs: runs.filter(isOver).map(shownRun),
      refused,
    },
  });
}

/** Monday first; the first of January 2024 was one. */
function weekdaysIn(language: string): { readonly value: number; readonly label: string }[] {
  const named = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, at) => ({ value: (at + 1) % 7, label: named.format(Date.UTC(2024, 0, 1 + at)) }));
}
