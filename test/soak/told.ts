import { appendFileSync } from 'node:fs';

/** Says what was done and how much of it, in words that stand in the results. Outside the soak nobody listens. */
export function tell(sentence: string): void {
  const file = process.env.SOAK_TOLD;
  if (file) appendFileSync(file, `${sentence}\n`);
}
