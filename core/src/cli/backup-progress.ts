import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** A bar that says what is done now, on a terminal only. */
interface StageProgress<Stage extends string> {
  show(stage: Stage, done: number, total: number | null): void;
  stop(): void;
}

const format = '{bar} {doing} | {value}{of}';

function stageProgress<Stage extends string>({ err }: Terminal, words: Readonly<Record<Stage, string>>): StageProgress<Stage> {
  if (!err.isTTY) return { show: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({ stream: err, format, hideCursor: true, fps: 5, clearOnComplete: true }, cliProgress.Presets.shades_classic);
  let begun = false;
  return {
    show: (stage, done, total) => {
      const said = { doing: words[stage], of: total === null ? '' : ` of ${total}` };
      if (!begun) bar.start(Math.max(total ?? done, 1), done, said);
      begun = true;
      bar.setTotal(Math.max(total ?? done, 1));
      bar.update(done, said);
    },
    stop: () => bar.stop(),
  };
}

export const backupProgress = (terminal: Terminal) =>
  stageProgress(terminal, { tables: 'rows of the database', files: 'files and plugins', originals: 'originals' });

export const restoreProgress = (terminal: Terminal) => stageProgress(terminal, { checked: 'files compared', files: 'files copied', tables: 'rows written' });
