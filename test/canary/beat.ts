/** The time of a crawl, counted in answers: what moves beside it keeps step with it on a fast machine and on a slow one. */
export interface Beat {
  tick(): void;
  /** Settles after so many more answers, or at the end. */
  after(answers: number): Promise<void>;
  end(): void;
  readonly ended: boolean;
}

export function createBeat(): Beat {
  const waiting = new Map<() => void, number>();
  let answers = 0;
  let ended = false;
  const wake = () => {
    for (const [go, at] of waiting) {
      if (!ended && at > answers) continue;
      waiting.delete(go);
      go();
    }
  };
  return {
    tick: () => {
      answers += 1;
      wake();
    },
    after: (more) => (ended ? Promise.resolve() : new Promise((go) => waiting.set(go, answers + more))),
    end: () => {
      ended = true;
      wake();
    },
    get ended() {
      return ended;
    },
  };
}
