import { type GalleryError, isGalleryError } from '@picturerail/sdk';
import type { Engine, RenderTask } from '../engine/engine.ts';
import { decodingTooLarge, needsSharp } from '../errors.ts';
import { readHeader } from '../header/read-header.ts';
import { type Answer, type DecodeTask, noEngineExit, type Refused, type ResultOf, type Verdict } from './protocol.ts';

const watchMs = 50;

/** The work of a decode process: tasks come one at a time, and it ends when its parent does, whatever it is doing. */
export async function serveDecoding(load: () => Promise<Engine>): Promise<void> {
  // An exit would wait for the threads that decode.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // A signal to the whole group (Ctrl-C in a terminal) is the parent's to answer.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  const engine = await load().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(noEngineExit));
    return null;
  });
  if (engine === null) return;
  process.on('message', async (task: DecodeTask) => process.send?.(await answerOf(engine, task)));
  process.send?.('ready');
}

/** Does one task; whatever happens, there is an answer. */
export async function answerOf(engine: Engine, task: DecodeTask): Promise<Answer> {
  const { grown, stop } = watchMemory(task.limits.memoryMb);
  const { verdict, spent } = await Promise.race([
    run(engine, task).then((verdict) => ({ verdict, spent: false })),
    grown.then((verdict) => ({ verdict, spent: true })),
  ]);
  stop();
  // What the threads still work on cannot be stopped, only ended with the process.
  return { ...verdict, rssMb: rssMb(), spent };
}

async function run(engine: Engine, task: DecodeTask): Promise<Verdict> {
  try {
    return { result: await resultOf(engine, task) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { refused: isGalleryError(error) ? refusedBy(error) : { code: 'media-decoding-failed', message, status: 500 } };
  }
}

async function resultOf(engine: Engine, task: DecodeTask): Promise<ResultOf<DecodeTask>> {
  if (task.kind === 'measure') return engine.measure(task);
  if (task.kind === 'blocks') return engine.blocks(task);
  if (task.kind === 'headers') return Promise.all(task.files.map((file) => readHeader(file, task.limits)));
  assertCapable(engine, task);
  return engine.render(task);
}

function assertCapable({ operations }: Engine, { sizes }: RenderTask): void {
  for (const { steps } of sizes) for (const { operation } of steps) if (!operations.has(operation)) throw needsSharp(operation);
}

/** Decoding happens on other threads, so that this one can look at the memory meanwhile. */
function watchMemory(limitMb: number): { readonly grown: Promise<Verdict>; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const grown = new Promise<Verdict>((resolve) => {
    timer = setInterval(() => {
      if (rssMb() > limitMb) resolve({ refused: refusedBy(decodingTooLarge(limitMb)) });
    }, watchMs);
  });
  return { grown, stop: () => clearInterval(timer) };
}

const refusedBy = ({ code, message, status }: GalleryError): Refused => ({ code, message, status });

const rssMb = () => process.memoryUsage.rss() / 2 ** 20;
