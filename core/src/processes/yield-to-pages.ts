import { readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** A tenth of the share of who answers requests, where both want all: nobody waits for an import in front of a page. */
const steps = 10;

/** Makes this process, and what it will start, give way to those that answer requests: for work that nobody waits for in front of a page. */
export function yieldToPages(): void {
  const priority = Math.min(19, getPriority() + steps);
  for (const thread of threads()) {
    try {
      setPriority(thread, priority);
    } catch {
      // It has ended, or the machine forbids it: then this work is merely as urgent as the rest.
    }
  }
}

/** Linux gives each thread a priority of its own, and those that read and write files are there before this is called. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}
