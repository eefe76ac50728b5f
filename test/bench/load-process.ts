import autocannon from 'autocannon';
import type { Load, Loaded } from './load.ts';
import { percentile } from './statistics.ts';

/** A process of its own, so that making requests never competes with answering them inside one event loop. */
process.once('message', (load: Load) => {
  const times: number[] = [];
  const instance = autocannon({ url: load.url, connections: load.connections, duration: load.seconds, headers: load.headers ?? {} }, (error, result) => {
    if (error) throw error;
    const failed = result.errors + result.timeouts + result.non2xx;
    const loaded: Loaded = {
      perSecond: times.length / result.duration,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      answers: times.length,
      failed,
    };
    process.send?.(loaded, () => process.disconnect());
  });
  instance.on('response', (_client: unknown, _status: number, _bytes: number, milliseconds: number) => times.push(milliseconds));
});
