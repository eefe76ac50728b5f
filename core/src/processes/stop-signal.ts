import { onOrder } from './messages.ts';

/**
 * Aborted by SIGTERM, by SIGINT (which a terminal sends to the whole group), by the supervisor's order, and when the
 * supervisor is gone.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.on('SIGTERM', abort);
  process.on('SIGINT', abort);
  process.on('disconnect', abort);
  onOrder('stop', abort);
  return stop.signal;
}
