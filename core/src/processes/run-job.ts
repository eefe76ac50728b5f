import type { House } from '../house.ts';
import { startHeartbeat } from './heartbeat.ts';
import { holdLittle } from './hold-little.ts';
import { report } from './messages.ts';
import { startSweeping } from './start-sweeping.ts';
import { stopSignal } from './stop-signal.ts';
import { yieldToPages } from './yield-to-pages.ts';

const graceMs = 3_000;

/** Works off jobs until the signal to stop; what is not finished then is given back. */
export async function runJob(open: () => Promise<House>): Promise<void> {
  yieldToPages();
  holdLittle();
  const stop = stopSignal();
  startHeartbeat();
  const house = await open();
  startSweeping(house);
  await house.registry.appear('job');
  report({ type: 'ready' });
  await house.jobs.work({ signal: stop, graceMs });
  await house.close();
  process.exit(0);
}
