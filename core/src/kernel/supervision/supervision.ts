import type { Log } from '@picturerail/sdk';
import { sentenceOf, tapFailed } from '../errors.ts';
import { type Attribution, attributed } from '../hooks/attribution.ts';
import { createStrikes, type Strikes } from '../hooks/strikes.ts';
import type { Package } from '../packages/package.ts';
import { placesOf } from '../source-line.ts';
import { createUsage, type Usage } from '../usage/usage.ts';
import { type Breakers, createBreakers, type Quarantine } from './breakers.ts';
import { createJournal, type Journal, journalDir } from './journal.ts';
import { watchEnding } from './watch-ending.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';
import { type KnownPlugin, whereaboutsIn } from './whereabouts.ts';

/** What the kernel counts with. */
export interface Counters {
  readonly strikes: Strikes;
  readonly usage: Usage;
  readonly breakers: Breakers;
}

/** A fault that surfaced outside of any call. */
export interface Blame extends Pick<Attribution, 'plugin' | 'where'> {
  /** How often in this place, this time included. */
  readonly count: number;
}

/** Looks after what plugins do to the process they run in. One for each process. */
export interface Supervision extends Counters {
  readonly journal: Pick<Journal, 'suspects' | 'forget'>;
  /** To be called before any code of a plugin runs in this process; answers what to call when its start is through, well or not. */
  starting(plugin: Package): () => void;
  /** From now on whoever ends this process, or hangs it, is written down. For processes that do nothing else than serve. */
  watch(): void;
  /** Whose code runs now, or where that is over, whose code an error comes from. */
  whose(error: unknown): Pick<Attribution, 'plugin' | 'where'> | undefined;
  /** Counts a fault that nobody handled for the plugin it comes from. */
  blame(error: unknown): Blame | undefined;
  /** How a plugin that goes on failing is switched off. */
  onQuarantine(run: (plugin: string, reason: string) => Promise<void>): void;
}

export interface SupervisionOptions {
  readonly dataDir: string;
  readonly log: Log;
}

export const createCounters = (log: Log, quarantine?: Quarantine): Counters => ({
  strikes: createStrikes(),
  usage: createUsage(),
  breakers: createBreakers({ log, ...(quarantine && { quarantine }) }),
});

export function createSupervision({ dataDir, log }: SupervisionOptions): Supervision {
  const dir = journalDir(dataDir);
  const journal = createJournal(dir);
  let known: readonly KnownPlugin[] = [];
  let quarantine = async (_plugin: string, _reason: string): Promise<void> => {};
  let watched = false;
  let watchdog: Watchdog | undefined;
  const counters = createCounters(log, (plugin, reason) => {
    quarantine(plugin, reason).catch((error: unknown) =>
      log.error(`The plugin "${plugin}" could not be quarantined; it is tried again when it fails again.`, { reason: sentenceOf(error) }),
    );
  });

  const know = ({ id, version, dir: folder }: Package) => {
    const places = placesOf(folder);
    if (!known.some((one) => one.id === id && one.version === version && one.places[0] === places[0])) known = [...known, { id, version, places }];
    // A gallery without plugins needs none.
    if (watched) watchdog ??= startWatchdog(dir, log);
    watchdog?.know(known);
  };
  const whose: Supervision['whose'] = (error) => {
    const running = attributed();
    const found = error instanceof Error ? whereaboutsIn(error.stack ?? '', known) : undefined;
    // Not every call is followed into what it starts, so that this may run inside the call of another plugin.
    if (!found || running?.plugin === found.plugin) return running;
    return { plugin: found.plugin, where: 'its own code, after its call was over' };
  };

  return {
    ...counters,
    journal,
    starting: (plugin) => {
      know(plugin);
      try {
        return journal.begin(plugin);
      } catch (error) {
        // Who typed a command sees how it ended.
        log[watched ? 'warn' : 'debug'](`It could not be noted that the plugin "${plugin.id}" is being started: if it ends the process, nobody will know.`, {
          reason: sentenceOf(error),
        });
        return () => {};
      }
    },
    watch: () => {
      watched = true;
      watchEnding({ dir, plugins: () => known });
    },
    whose,
    blame: (error) => {
      const found = whose(error);
      if (!found) return undefined;
      const { plugin, where } = found;
      const { message } = tapFailed(plugin, where, error);
      counters.usage.fault(plugin, where, message);
      return { plugin, where, count: counters.strikes.add(plugin, where, message) };
    },
    onQuarantine: (run) => {
      quarantine = run;
    },
  };
}
