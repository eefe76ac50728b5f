import { parentPort, workerData } from 'node:worker_threads';
import type { Attribution } from '../hooks/attribution.ts';
import { accuse } from './accuse.ts';
import { askMainThread } from './ask-main-thread.ts';
import { judgeHang } from './judge-hang.ts';
import { beats, placeRunning } from './running.ts';
import { createSilence, mainThreadWaitedMs } from './silence.ts';
import { askWhoseCode, silentMs, type ToWatchdog, type WatchdogData } from './watchdog-messages.ts';
import type { KnownPlugin } from './whereabouts.ts';

const lookEveryMs = 100;
/** On a busy machine it takes a while, with hundreds of files to be told first. */
const answersWithinMs = 1_200;
/** Too long for anything that gives way afterwards. */
const ownMs = 500;

const { memory, dir } = workerData as WatchdogData;
const silence = createSilence({ lookEveryMs, silentMs, ownMs });
const places = new Map<number, Attribution>();
let plugins: readonly KnownPlugin[] = [];

parentPort?.on('message', (message: ToWatchdog) => {
  if ('plugins' in message) plugins = message.plugins;
  else places.set(message.number, message.place);
});

/** Finds who holds the main thread, leaves word, and ends the process. Where it is no plugin, the supervisor will. */
async function look(): Promise<void> {
  const heard = Atomics.load(memory, beats);
  const silent = silence.hangs({ now: performance.now(), beats: heard, waitedMs: mainThreadWaitedMs() });
  if (silent === undefined) return;
  const testimony = await askMainThread(askWhoseCode, answersWithinMs);
  if (Atomics.load(memory, beats) !== heard) return;
  const place = placeRunning(memory, places) ?? (JSON.parse(testimony?.answer ?? 'null') as Attribution | null);
  const accusation = judgeHang({ plugins, testimony, place }, silent);
  if (!accusation) return;
  accuse(dir, { ...accusation, at: Date.now() });
  process.kill(process.pid, 'SIGKILL');
}

/** One look after the other. */
async function watch(): Promise<void> {
  await look();
  setTimeout(watch, lookEveryMs);
}

await watch();
