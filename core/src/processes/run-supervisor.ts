import { type ChildProcess, fork } from 'node:child_process';
import cluster from 'node:cluster';
import type { Config } from '#config';
import { accusedPlugins } from '#kernel';
import { announce } from './announce.ts';
import { type Boots, createBoots } from './boots.ts';
import { type Kept, keepRunning, type Post } from './keep-running.ts';
import { createLog } from './log.ts';
import { order, type Report } from './messages.ts';
import { writeArguments } from './process-arguments.ts';
import { roomForPages } from './room-for-pages.ts';
import { stopSignal } from './stop-signal.ts';

/** Requests get 4 s and jobs 3 s; who is left then is killed, so that nothing stays after 5 s. */
const killAfterMs = 4_600;

/** Runs the gallery: web processes and a job process, each `entry` with its arguments, watched until the signal to stop. */
export async function runSupervisor(config: Config, entry: string): Promise<void> {
  const log = createLog(config.logLevel, { process: 'supervisor' });
  const stop = stopSignal();
  const startedAt = Date.now();
  const boots = createBoots(log, () => accusedPlugins(config.dataDir, startedAt));
  const posts = [...webPosts(config, entry, boots), jobPost(entry, boots)];
  const kept = posts.map((post) => keepRunning(post, log));
  const end = () => endAll(kept);
  stop.addEventListener('abort', end);
  for (const { over } of kept) void over.then(end);
  await Promise.all(kept.map(({ over }) => over));
  const reason = boots.reason();
  if (reason !== null) console.error(`picturerail: ${reason}`);
  process.exit(reason === null ? 0 : 1);
}

/** The cluster module lets them share a port: it holds the socket here and hands each connection to one that is free. */
function webPosts(config: Config, entry: string, boots: Boots): Post[] {
  // With PORT=0 those that come later have to take the port that the first one was given.
  let { port } = config;
  let announced = false;
  // A link to the setup makes the one before it void, so one process at a time is asked for it.
  let asked: ChildProcess | null = null;
  const ask = (child: ChildProcess) => {
    if (announced || (asked !== null && asked.exitCode === null && asked.signalCode === null)) return;
    asked = child;
    order(child, 'announce');
  };
  const hear = (report: Report, child: ChildProcess) => {
    if (report.type === 'ready') {
      port = report.port ?? port;
      boots.succeeded();
      ask(child);
    }
    if (report.type === 'setup' && !announced) {
      announced = true;
      announce(config, port, report.token);
    }
  };
  const start = () => {
    cluster.setupPrimary({
      exec: entry,
      execArgv: [...process.execArgv, ...roomForPages()],
      args: writeArguments({ role: 'web', port, safeMode: boots.safeMode() }),
    });
    return cluster.fork().process;
  };
  return Array.from({ length: config.workers }, (_, index) => ({ name: `web ${index + 1}`, fork: start, hear, mayRetry: boots.retries() }));
}

function jobPost(entry: string, boots: Boots): Post {
  const start = () => fork(entry, writeArguments({ role: 'job', safeMode: boots.safeMode() }));
  return { name: 'jobs', fork: start, hear: () => {}, mayRetry: boots.retries() };
}

function endAll(kept: readonly Kept[]): void {
  for (const one of kept) one.stop();
  setTimeout(() => {
    for (const one of kept) one.kill();
  }, killAfterMs);
}
