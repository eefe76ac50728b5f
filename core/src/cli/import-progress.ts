import cliProgress from 'cli-progress';
import { type Entry, filesSeen, type Progress } from '#intake';
import { duration, megabytes } from './amounts.ts';
import { say, type Terminal } from './terminal.ts';

/** Shows how an import goes: a bar on a terminal, a line every few seconds elsewhere, and each file that was not taken. */
export interface ImportProgress {
  show(entry: Entry, progress: Progress): void;
  stop(): void;
}

const lineEveryMs = 5_000;
const listed: readonly string[] = ['refused', 'failed', 'unread', 'missing', 'vanished'];
const format = '{bar} {percentage}% | {value}/{total} files | {speed} files/s | {rate} MB/s | {skipped} passed over | {left} left';

export function importProgress(terminal: Terminal, clock: () => number = Date.now): ImportProgress {
  const started = clock();
  const bar = terminal.err.isTTY
    ? new cliProgress.MultiBar({ stream: terminal.err, format, hideCursor: true, fps: 5, clearOnComplete: true }, cliProgress.Presets.shades_classic)
    : null;
  const single = bar?.create(1, 0, payload(started, clock, null));
  let lastLine = started;
  return {
    show: (entry, progress) => {
      if (listed.includes(entry.state)) {
        const line = lineOf(entry);
        if (bar) bar.log(`${line}\n`);
        else say(terminal, line);
      }
      const done = filesSeen(progress.tally);
      if (single) {
        single.setTotal(Math.max(progress.total ?? done + 1, done));
        single.update(done, payload(started, clock, progress));
      } else if (clock() - lastLine >= lineEveryMs) {
        lastLine = clock();
        const { speed, rate, skipped, left } = payload(started, clock, progress);
        say(
          terminal,
          `${done}${progress.total === null ? '' : ` of ${progress.total}`} files, ${speed} files/s, ${rate} MB/s, ${skipped} passed over, ${left} left`,
        );
      }
    },
    stop: () => bar?.stop(),
  };
}

export const lineOf = ({ state, path, reason = '' }: Entry): string => `${state}: ${path}${reason === '' ? '' : `: ${reason}`}`;

function payload(started: number, clock: () => number, progress: Progress | null) {
  const seconds = Math.max((clock() - started) / 1000, 0.001);
  if (!progress) return { speed: '0', rate: '0.0', skipped: 0, left: '?' };
  const { tally, total } = progress;
  const done = filesSeen(tally);
  const speed = done / seconds;
  const { skipped, unread, refused, failed } = tally.counts;
  return {
    speed: speed.toFixed(speed < 10 ? 1 : 0),
    rate: megabytes(tally.bytes / seconds),
    skipped: skipped + unread + refused + failed,
    left: total === null ? 'counting, time' : duration((total - done) / speed),
  };
}
