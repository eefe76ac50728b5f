import type { Chance } from '../bench/fill/chance.ts';
import { childrenOf, killSeen, type SeenProcess } from '../process-tree.ts';
import type { Doing } from './doing.ts';
import type { DoomedGallery } from './doomed-gallery.ts';

export interface Victim {
  readonly what: string;
  /** Requests may be lost with it. */
  readonly serves: boolean;
  kill(): Promise<void>;
}

/** Half the time who does the deed; else one of his children, or of the gallery's processes. */
export async function pickVictim(doomed: DoomedGallery, doing: Doing, dice: Chance): Promise<Victim> {
  if (!doing.isOver() && dice.of(0.5)) return { what: 'who did it was', serves: false, kill: async () => doing.kill() };
  const children = doing.isOver() ? [] : await childrenOf(doing.pid);
  const seen = dice.pick([...children, ...(await doomed.processes())]);
  return { what: `"${nameOf(seen)}" was`, serves: /supervisor|web/.test(nameOf(seen)), kill: () => killSeen(seen) };
}

function nameOf({ args }: SeenProcess): string {
  if (args.includes('processes/decode.js')) return 'decode';
  return /main\.js (web|job)/.exec(args)?.[1] ?? 'supervisor';
}
