import type { Terminal } from './terminal.ts';

export interface DoctorProgress {
  show(check: string, done: number, total: number | null): void;
  stop(): void;
}

const redrawMs = 200;

/** One line that says what is looked at, on a terminal only. */
export function doctorProgress({ err }: Terminal, clock: () => number = Date.now): DoctorProgress {
  if (!err.isTTY) return { show: () => {}, stop: () => {} };
  const clear = () => void err.write('\r\u001b[2K');
  let drawn = { check: '', at: 0 };
  return {
    show: (check, done, total) => {
      if (check === drawn.check && clock() - drawn.at < redrawMs) return;
      drawn = { check, at: clock() };
      clear();
      err.write(`Looking at ${check}${done > 0 ? `: ${done}${total === null ? '' : ` of ${total}`}` : ''} ...`);
    },
    stop: clear,
  };
}
