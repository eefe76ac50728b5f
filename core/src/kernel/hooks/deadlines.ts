/** One call that is under way. */
export interface Flight {
  readonly plugin: string;
  /** Made when first asked for: most calls never look at it. */
  readonly signal: AbortSignal;
}

interface Entry extends Flight {
  readonly abort: (reason: unknown) => void;
  endsAt: number;
  expire: () => void;
}

/** Time limits of all calls under way, kept by a single timer: one per call would cost more than most calls do. */
export interface Deadlines {
  begin(plugin: string): Flight;
  /** The promise's outcome, or a rejection with `late()` when `ms` pass first. */
  within<T>(flight: Flight, promise: PromiseLike<T>, ms: number, late: () => Error): Promise<T>;
  /** Aborts the signals of a plugin's calls; their answers still count. */
  abort(plugin: string): void;
  /** Calls under way. */
  size(): number;
}

function createFlight(plugin: string): Entry {
  let controller: AbortController | undefined;
  let aborted: { readonly reason: unknown } | undefined;
  return {
    plugin,
    endsAt: 0,
    expire: () => {},
    get signal() {
      controller ??= new AbortController();
      if (aborted) controller.abort(aborted.reason);
      return controller.signal;
    },
    abort: (reason) => {
      aborted = { reason };
      controller?.abort(reason);
    },
  };
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
  const end = (flight: Entry) => {
    flights.delete(flight);
    if (flights.size === 0) disarm();
  };

  return {
    begin: createFlight,
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
    abort: (plugin) => {
      for (const flight of flights) if (flight.plugin === plugin) flight.abort(new Error(`The plugin "${plugin}" is going.`));
    },
    size: () => flights.size,
  };
}
