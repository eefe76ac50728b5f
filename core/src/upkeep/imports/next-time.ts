import type { Rhythm } from './plan.ts';

const hour = 3_600_000;

/** The first time after `now` by this rhythm, epoch ms; null for never. However many were missed, one comes next. */
export function nextTime({ every, atMinute, atWeekday }: Rhythm, now: number): number | null {
  if (every === 'never') return null;
  if (every === 'hour') return now + hour;
  const at = new Date(now);
  at.setHours(Math.floor(atMinute / 60), atMinute % 60, 0, 0);
  if (every === 'week') at.setDate(at.getDate() + ((atWeekday - at.getDay() + 7) % 7));
  if (at.getTime() > now) return at.getTime();
  at.setDate(at.getDate() + (every === 'week' ? 7 : 1));
  return at.getTime();
}
