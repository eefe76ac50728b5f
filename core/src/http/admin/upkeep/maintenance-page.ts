import type { Json } from '@picturerail/sdk';
import { type Outcome, outcomeOf, type RoomTaken, startUpkeep } from '#upkeep';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { goingOn } from './going.ts';

interface Examined {
  readonly repair: boolean;
  readonly deep: boolean;
  readonly findings: readonly {
    readonly code: string;
    readonly sentence: string;
    readonly count: number;
    readonly examples: readonly string[];
    readonly repaired: number;
  }[];
  readonly [key: string]: Json;
}

/** Whether all fits together, and what takes how much room: what was found the last time, and the buttons that look again. */
export const showMaintenance = (room: Room) => async (ctx: Exchange) => {
  const { jobs } = room.house;
  const [examined, measured] = await Promise.all([
    outcomeOf<Examined>(jobs, 'upkeep:examine'),
    outcomeOf<RoomTaken & { readonly [key: string]: Json }>(jobs, 'upkeep:room'),
  ]);
  await renderAdmin(room, ctx, 'maintenance', {
    title: text(room, ctx, 'title.maintenance'),
    data: {
      examination: {
        ...shown(room, ctx, examined),
        findings: examined.result?.findings.map((one) => worded(room, ctx, one)) ?? null,
        isMended: examined.result?.repair ?? false,
      },
      measured: { ...shown(room, ctx, measured), parts: measured.result && partsOf(measured.result) },
    },
  });
};

export const beginUpkeep = (room: Room) => async (ctx: Exchange) => {
  const { jobs } = room.house;
  const action = ctx.state.form?.get('action');
  if (action === 'measure') await startUpkeep(jobs, 'upkeep:room', null);
  else if (action === 'examine' || action === 'repair' || action === 'deep') {
    await startUpkeep(jobs, 'upkeep:examine', { repair: action === 'repair', deep: action === 'deep' });
  } else throw pageNotFound();
  goOn(ctx, '/admin/maintenance');
};

const shown = (room: Room, ctx: Exchange, { running, failed, at }: Outcome<Json>) => ({ running: goingOn(room, ctx, running), failed, at });

const worded = ({ house }: Room, ctx: Exchange, finding: Examined['findings'][number]) => ({
  ...finding,
  left: finding.count - finding.repaired,
  sentence: house.texts.find('core', whoOf(ctx).viewer.language, `http.finding.${finding.code}`) ?? finding.sentence,
});

/** The largest first; what is empty is not told. */
function partsOf({ originals, derivatives, plugins, backups, lost, database, disk }: RoomTaken) {
  const parts = [
    { name: 'originals', ...originals.living },
    { name: 'trash', ...originals.trashed },
    { name: 'derivatives', ...(derivatives ?? { bytes: 0, files: 0 }) },
    { name: 'plugins', ...plugins },
    { name: 'backups', ...backups },
    { name: 'lost', ...lost },
    { name: 'database', bytes: database, files: null },
  ].filter(({ bytes }) => bytes > 0);
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return { rows: parts.toSorted((a, b) => b.bytes - a.bytes).map((part) => ({ ...part, share: part.bytes / all })), all, inPlace: originals.inPlace, disk };
}
