/** What goes through: prepared several at once, settled in batches, one batch after the other. */
export interface PipelineOptions<T, P> {
  /** How many are being prepared at once. */
  readonly limit: number;
  readonly batch: number;
  prepare(item: T): Promise<P>;
  settle(batch: P[]): Promise<void>;
  /** Weight of a prepared item; a batch is settled early when its sum reaches `heavy`. */
  weigh(prepared: P): number;
  readonly heavy: number;
  /** Told what is never settled, because something before it failed. */
  discard(prepared: P): Promise<void>;
}

export interface Pipeline<T> {
  /** Resolves when there is room for the next; rejects once anything has failed. */
  submit(item: T): Promise<void>;
  /** Resolves when all is settled. */
  drain(): Promise<void>;
}

/** Bounded on both sides: never more than `limit` in preparation and two batches waiting, however fast items come. */
export function createPipeline<T, P>(options: PipelineOptions<T, P>): Pipeline<T> {
  let waiting: P[] = [];
  let weight = 0;
  let running = 0;
  let settling: Promise<void> | null = null;
  let failure: { readonly error: unknown } | null = null;
  let wake: (() => void)[] = [];

  const changed = () => {
    const all = wake;
    wake = [];
    for (const run of all) run();
  };
  const change = () => new Promise<void>((resolve) => wake.push(resolve));
  const fail = (error: unknown) => {
    failure ??= { error };
  };

  const settleSome = () => {
    if (settling || waiting.length === 0) return;
    if (running > 0 && waiting.length < options.batch && weight < options.heavy) return;
    const batch = waiting;
    waiting = [];
    weight = 0;
    settling = (failure ? discardAll(batch) : options.settle(batch)).catch(fail).then(() => {
      settling = null;
      settleSome();
      changed();
    });
  };
  const discardAll = async (batch: P[]) => {
    for (const prepared of batch) await options.discard(prepared);
  };

  const start = async (item: T) => {
    running += 1;
    try {
      const prepared = await options.prepare(item);
      waiting.push(prepared);
      weight += options.weigh(prepared);
    } catch (error) {
      fail(error);
    } finally {
      running -= 1;
      settleSome();
      changed();
    }
  };

  return {
    submit: async (item) => {
      while (!failure && (running >= options.limit || waiting.length >= 2 * options.batch)) await change();
      if (failure) throw failure.error;
      void start(item);
    },
    drain: async () => {
      while (running > 0 || waiting.length > 0 || settling) {
        settleSome();
        await change();
      }
      if (failure) throw failure.error;
    },
  };
}
