import { type Debugger, Session } from 'node:inspector';
import { setTimeout as delay } from 'node:timers/promises';

/** A function under way. */
export interface Frame {
  readonly name: string;
  /** Address of the file and the line that runs, the first being 1: `file:///.../index.js:12`. */
  readonly at: string;
  /** The same for the same function. */
  readonly key: string;
}

/** The functions under way at some moments, the innermost first, and what `expression` was at the last of them. */
export interface Testimony {
  readonly stacks: readonly (readonly Frame[])[];
  readonly answer: string | undefined;
}

const moments = 3;
const betweenMs = 20;

/**
 * Stops the main thread for moments, even in an endless loop, and looks what it does: the debugger reaches it where no message
 * does. What it has answered within `withinMs` counts; undefined where that is nothing, because it waits in native code.
 * `expression` must make a text.
 */
export async function askMainThread(expression: string, withinMs: number): Promise<Testimony | undefined> {
  const session = new Session();
  const files = new Map<string, string>();
  const stacks: Frame[][] = [];
  let answer: string | undefined;
  session.connectToMainThread();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => files.set(scriptId, url));
  const frame = ({ functionName, functionLocation, location }: Debugger.CallFrame): Frame => ({
    name: functionName,
    at: `${files.get(location.scriptId) ?? ''}:${location.lineNumber + 1}`,
    key: JSON.stringify(functionLocation ?? location),
  });
  const paused = () =>
    new Promise<void>((resolve) => {
      session.once('Debugger.paused', ({ params: { callFrames } }) => {
        stacks.push(callFrames.map(frame));
        const top = callFrames[0];
        if (!top) return resolve();
        session.post('Debugger.evaluateOnCallFrame', { callFrameId: top.callFrameId, expression, returnByValue: true }, (_error, evaluated) => {
          answer = typeof evaluated?.result?.value === 'string' ? evaluated.result.value : undefined;
          resolve();
        });
      });
      session.post('Debugger.pause');
    });
  const look = async () => {
    session.post('Debugger.enable');
    for (let moment = 0; moment < moments; moment += 1) {
      await paused();
      session.post('Debugger.resume');
      await delay(betweenMs);
    }
  };
  try {
    await Promise.race([look(), delay(withinMs)]);
    return stacks.length === 0 ? undefined : { stacks, answer };
  } finally {
    session.disconnect();
  }
}
