import { Agent, request as send } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Asked, Pace, Paced } from './pace.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const patience = 30_000;
let stopped = false;

process.on('message', (message: Pace | 'stop') => {
  if (message === 'stop') stopped = true;
  else void keep(message);
});

async function keep({ requests, perSecond }: Pace): Promise<void> {
  const begun = performance.now();
  const under: Promise<Paced>[] = [];
  for (let count = 0; !stopped; count += 1) {
    const due = begun + (count * 1000) / perSecond;
    if (due > performance.now()) await delay(due - performance.now());
    under.push(ask(requests[count % requests.length] as Asked, due));
  }
  process.send?.(await Promise.all(under), () => process.disconnect());
}

function ask({ url, headers = {}, body }: Asked, due: number): Promise<Paced> {
  const answered = (status: number): Paced => ({ due: performance.timeOrigin + due, ms: performance.now() - due, status });
  return new Promise((resolve) => {
    const request = send(url, { agent, headers, timeout: patience, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      response.once('end', () => resolve(answered(response.statusCode ?? 0)));
      response.once('error', () => resolve(answered(0)));
      response.resume();
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(answered(0)));
    request.end(body);
  });
}
