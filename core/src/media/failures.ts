/** Pictures that could not be decoded a short while ago, so that a page full of visitors does not try them again and again. */
export interface Failures {
  of(key: string): unknown;
  note(key: string, error: unknown): void;
}

const rememberedMs = 600_000;
const rememberedAtMost = 5_000;

export function createFailures(now: () => number = Date.now): Failures {
  const failed = new Map<string, { readonly error: unknown; readonly until: number }>();
  return {
    of(key) {
      const found = failed.get(key);
      if (found === undefined || found.until > now()) return found?.error;
      failed.delete(key);
      return undefined;
    },
    note(key, error) {
      if (failed.size >= rememberedAtMost) failed.clear();
      failed.set(key, { error, until: now() + rememberedMs });
    },
  };
}
