/** One call that is under way. */
export interface Flight {
  /** Of the tap: one scope of one plugin. */
  readonly owner: string;
  /** Made when first asked for: most calls never look at it. */
  readonly signal: AbortSignal;
}

/** Time limits of all calls under way, kept by a single timer: one per call would cost more than most calls do. */
export interface Deadlines {
  begin(owner: string): Flight;
  /** The promise's outcome, or a rejection with `late()` when `ms` pass first. */
  within<T>(flight: Flight, promise: PromiseLike<T>, ms: number, late: () => Error): Promise<T>;
  /** Aborts the signals of a scope's calls; their answers still count. */
  abort(owner: string, reason: Error): void;
  /** Resolves when no call of that scope is under way any more, or after `ms`; true where none is. */
  drained(owner: string, ms: number): Promise<boolean>;
  /** Calls under way. */
  size(): number;
}

class Entry implements Flight {
  readonly owner: string;
  endsAt = 0;
  expire: () => void = () => {};
  #controller: AbortController | undefined;
  #aborted: { readonly reason: unknown } | undefined;
  constructor(owner: string) {
    this.owner = owner;
  }
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) this.#controller.abort(this.#aborted.reason);
    return this.#controller.signal;
  }
  abort(reason: unknown): void {
    this.#aborted = { reason };
    this.#controller?.abort(reason);
  }
}

export function createDeadlines(now: () => number = () => performance.now()): Deadlines {
  const flights = new Set<Entry>();
  let timer: NodeJS.Timeout | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;

  const disarm = () => {
    clearTimeout(timer);
    timer = undefined;
    wakesAt = Number.POSITIVE_INFINITY;
  };
  const arm = (at: number) => {
    if (at >= wakesAt) return;
    clearTimeout(timer);
    wakesAt = at;
    // A busy process runs late timers before it reads answers that have already arrived: those get one turn.
    timer = setTimeout(() => setImmediate(sweep), Math.max(1, at - now()));
  };
  const sweep = () => {
    disarm();
    const time = now();
    for (const flight of flights) if (flight.endsAt <= time) flight.expire();
    for (const flight of flights) arm(flight.endsAt);
  };
  const waiting = new Set<() => void>();
  const end = (flight: Entry) => {
    flights.delete(flight);
    if (flights.size === 0) disarm();
    for (const look of waiting) look();
  };
  const isBusy = (owner: string): boolean => [...flights].some((flight) => flight.owner === owner);

  return {
    begin: (owner) => new Entry(owner),
    within: <T>(flight: Flight, promise: PromiseLike<T>, ms: number, late: () => Error) =>
      new Promise<T>((resolve, reject) => {
        const entry = flight as Entry;
        entry.endsAt = now() + ms;
        entry.expire = () => {
          const error = late();
          end(entry);
          entry.abort(error);
          reject(error);
        };
        flights.add(entry);
        arm(entry.endsAt);
        promise.then(
          (value) => {
            end(entry);
            resolve(value);
          },
          (error) => {
            end(entry);
            reject(error);
          },
        );
      }),
    abort: (owner, reason) => {
      for (const flight of flights) if (flight.owner === owner) flight.abort(reason);
    },
    drained: (owner, ms) =>
      new Promise((resolve) => {
        const over = () => {
          clearTimeout(late);
          waiting.delete(look);
          resolve(!isBusy(owner));
        };
        const look = () => {
          if (!isBusy(owner)) over();
        };
        const late = setTimeout(over, ms);
        waiting.add(look);
        look();
      }),
    size: () => flights.size,
  };
}
