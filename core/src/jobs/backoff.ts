const first = 10_000;
const longest = 3_600_000;

/** How long a job waits after its nth attempt: 10 s, doubled each time up to an hour, spread by half so that what failed together does not come back together. */
export const backoff = (attempt: number, random: number = Math.random()): number =>
  Math.round(Math.min(first * 2 ** (attempt - 1), longest) * (0.75 + random / 2));
