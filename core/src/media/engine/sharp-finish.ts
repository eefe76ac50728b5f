import type { Step } from '@picturerail/sdk';
import { isGalleryError } from '@picturerail/sdk';
import type { Sharp } from 'sharp';
import { stepFailed } from '../errors.ts';
import { finishingSteps } from '../plan/geometry.ts';
import type { RenderSize, RenderTask } from './engine.ts';
import { type Frame, openFrame, takeFrame } from './sharp-frame.ts';
import { compositeMark, textMark } from './sharp-marks.ts';

type Finish = (frame: Frame, options: never, task: RenderTask) => Promise<Frame>;

/** Each works on a finished frame, so that steps happen in their order, which one sharp pipeline would not promise. */
const finishes: { readonly [operation: string]: Finish } = {
  composite: compositeMark,
  text: textMark,
  sharpen: (frame, { amount }: { readonly amount: number }) => takeFrame(openFrame(frame).sharpen({ sigma: 0.5 + amount * 1.5 })),
  tint: (frame, { color }: { readonly color: string }) => takeFrame(openFrame(frame).tint(color)),
  metadata: async (frame) => frame,
};

/** Applies the steps to a frame in its final size and writes the file. */
export async function finishWithSharp(task: RenderTask, size: RenderSize, start: Frame): Promise<void> {
  let frame = start;
  for (const step of finishingSteps(size.steps)) frame = await applied(task, step, frame);
  await writeWithSharp(task, size, openFrame(frame));
}

/** Steps that say something of the picture instead of changing it. */
export const isCredits = ({ operation }: Step) => operation === 'metadata';

export async function writeWithSharp(task: RenderTask, size: RenderSize, picture: Sharp): Promise<void> {
  await encoded(task, withCredits(picture, size.steps.filter(isCredits))).toFile(size.target);
}

async function applied(task: RenderTask, step: Step, frame: Frame): Promise<Frame> {
  const finish = finishes[step.operation];
  if (finish === undefined) throw stepFailed(step.operation, 'it is not known');
  try {
    return await finish(frame, step.options as never, task);
  } catch (error) {
    throw isGalleryError(error) ? error : stepFailed(step.operation, error instanceof Error ? error.message : String(error));
  }
}

/** Without Huffman tables of its own a JPEG is 3 % larger and made in a quarter of the time. */
function encoded(task: RenderTask, picture: Sharp): Sharp {
  const { quality } = task;
  return task.format === 'webp' ? picture.webp({ quality, effort: 2 }) : picture.jpeg({ quality, optimiseCoding: false });
}

/** Nothing of the original's metadata is kept; what a plan says is written anew. */
function withCredits(picture: Sharp, steps: readonly Step[]): Sharp {
  const { copyright, author } = Object.assign({}, ...steps.map(({ options }) => options)) as {
    copyright?: string;
    author?: string;
  };
  if (copyright === undefined && author === undefined) return picture;
  return picture.withExif({ IFD0: { ...(copyright === undefined ? {} : { Copyright: copyright }), ...(author === undefined ? {} : { Artist: author }) } });
}
