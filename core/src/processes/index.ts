/**
 * Processes: a small supervisor and what it watches. It forks the web processes, which share one port, and the job
 * process, listens for their heartbeats, replaces what dies or hangs, hands on the wish to stop, and leaves nothing
 * running. It refuses to restart what never came up, and knows nothing of requests and of what jobs do. Words it owns:
 * supervisor, watchdog, heartbeat.
 */

export { addressOf } from './announce.ts';
export { holdLittle } from './hold-little.ts';
export { createLog } from './log.ts';
export { runSupervisor } from './run-supervisor.ts';
export { startProcess } from './start-process.ts';
export { tryCopy } from './try-copy.ts';
export { yieldToPages } from './yield-to-pages.ts';
