import { sentenceOf } from '../errors.ts';
import { attributed } from '../hooks/attribution.ts';
import { accuse } from './accuse.ts';
import { type KnownPlugin, whereaboutsIn } from './whereabouts.ts';

export interface WatchEndingOptions {
  /** The journal's folder. */
  readonly dir: string;
  readonly plugins: () => readonly KnownPlugin[];
}

const framesWanted = 100;

/** The stack of whoever is calling, deeper than errors usually carry it. */
function stackHere(): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = framesWanted;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = before;
  return stack;
}

/** Leaves word in the journal where a plugin ends this process: by exiting, or by an exception that nobody catches. */
export function watchEnding({ dir, plugins }: WatchEndingOptions): void {
  let told = false;
  const tell = (stack: string, what: string) => {
    if (told) return;
    const running = attributed();
    const found = whereaboutsIn(stack, plugins()) ?? plugins().findLast(({ id }) => id === running?.plugin);
    if (!found) return;
    const { version } = found;
    const plugin = 'plugin' in found ? found.plugin : found.id;
    const where = [running?.plugin === plugin ? `in ${running.where}` : '', 'at' in found ? `at ${found.at}` : ''].filter((part) => part !== '').join(', ');
    told = true;
    accuse(dir, { plugin, version, reason: `The plugin "${plugin}" ${version} ended its process ${where}: ${what}.`, at: Date.now() });
  };
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    tell(stack, `it threw what nobody caught: ${sentenceOf(error)}`);
  });
  process.on('exit', (code) => tell(stackHere(), `it called process.exit(${code})`));
}
