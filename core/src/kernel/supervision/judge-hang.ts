import type { Attribution } from '../hooks/attribution.ts';
import type { Accusation } from './accuse.ts';
import type { Frame, Testimony } from './ask-main-thread.ts';
import { type KnownPlugin, whereaboutsOf } from './whereabouts.ts';

/** The functions that were under way at all moments, the outermost first. */
function lasting(stacks: readonly (readonly Frame[])[]): Frame[] {
  const [first = [], ...others] = stacks.map((stack) => stack.toReversed());
  const end = first.findIndex((frame, depth) => others.some((stack) => stack[depth]?.key !== frame.key));
  return end === -1 ? first : first.slice(0, end);
}

export interface HangEvidence {
  readonly plugins: readonly KnownPlugin[];
  /** Undefined where the main thread could not be asked. */
  readonly testimony: Testimony | undefined;
  /** Whose code had been called and had not returned, or, asked of the main thread, whose was continued. */
  readonly place: Attribution | null;
}

/**
 * Who hangs: the innermost plugin whose function never ended. Another plugin's that it calls again and again comes and goes.
 * Undefined where no plugin has a hand in it.
 */
export function judgeHang({ plugins, testimony, place }: HangEvidence, silentMs: number): Omit<Accusation, 'at'> | undefined {
  const seconds = Math.round(silentMs / 100) / 10;
  const sentence = (id: string, version: string, where: string) =>
    `The plugin "${id}" ${version} held its process up for ${seconds} s ${where}, so the process was ended.`;
  for (const frame of lasting(testimony?.stacks ?? []).reverse()) {
    const found = whereaboutsOf(frame.at, plugins);
    if (!found) continue;
    const hook = place?.plugin === found.plugin ? `in ${place.where}, ` : '';
    const name = frame.name === '' ? '' : ` (${frame.name})`;
    return { plugin: found.plugin, version: found.version, reason: sentence(found.plugin, found.version, `${hook}at ${found.at}${name}`) };
  }
  const known = plugins.findLast(({ id }) => id === place?.plugin);
  return known && place ? { plugin: known.id, version: known.version, reason: sentence(known.id, known.version, `in ${place.where}`) } : undefined;
}
