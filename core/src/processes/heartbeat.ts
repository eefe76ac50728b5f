import { report } from './messages.ts';

/** Seldom enough to cost nothing, and often enough that the watchdog beside a process finds out who holds it up before the supervisor ends it. */
export const beatMs = 500;
/** Without a beat for this long a process hangs. */
export const hangsAfterMs = 5_000;
/** The same while it starts: on a busy machine loading code alone may take seconds. */
export const startsWithinMs = 30_000;

/** Tells the supervisor that the event loop turns; as long as nobody listens it does nothing. */
export function startHeartbeat(): void {
  if (process.send) setInterval(() => report({ type: 'beat' }), beatMs).unref();
}
