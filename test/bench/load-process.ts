import { performance } from 'node:perf_hooks';
import autocannon from 'autocannon';
import type { Load, Loaded } from './load.ts';

process.on('message', (load: Load) => {
  const times: number[] = [];
  let others = 0;
  const begun = performance.now();
  let last = begun;
  const options = { url: load.url, connections: load.connections, duration: load.seconds, sampleInt: 50, headers: load.headers ?? {} };
  const instance = autocannon(options, (error, result) => {
    if (error) throw error;
    // By the last answer: what was under way when time was up counts neither as an answer nor as time.
    const loaded: Loaded = { perSecond: times.length / ((last - begun) / 1000), times, failed: result.errors + result.timeouts + others };
    process.send?.(loaded);
  });
  instance.on('response', (_client: unknown, status: number, _bytes: number, milliseconds: number) => {
    if (status !== (load.status ?? 200)) others += 1;
    last = performance.now();
    times.push(milliseconds);
  });
});
