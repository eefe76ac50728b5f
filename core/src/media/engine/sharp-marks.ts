import { readFile } from 'node:fs/promises';
import sharp, { type Blend, type OverlayOptions } from 'sharp';
import { stepFailed } from '../errors.ts';
import type { RenderTask } from './engine.ts';
import { type Frame, openFrame, takeFrame } from './sharp-frame.ts';

interface Placed {
  readonly x?: number;
  readonly y?: number;
  readonly margin?: number;
  readonly opacity?: number;
  readonly blend?: Blend;
  readonly tile?: boolean;
  readonly angle?: number;
}

export interface CompositeOptions extends Placed {
  readonly file: string;
  readonly size: number;
}

export interface TextOptions extends Placed {
  readonly text: string;
  readonly size: number;
  readonly color: string;
}

/** Lays a stored picture over the frame. */
export async function compositeMark(frame: Frame, options: CompositeOptions, task: RenderTask): Promise<Frame> {
  const path = task.files[options.file];
  if (path === undefined) throw stepFailed('composite', `the file "${options.file}" is not stored`);
  const edge = Math.max(1, Math.round(options.size * shorterEdge(frame)));
  const picture = sharp(await readFile(path), { limitInputPixels: task.limits.pixels, density: 300 }).resize(edge, edge, { fit: 'inside' });
  return laidOver(frame, await takeFrame(picture.ensureAlpha()), options);
}

/** Writes a line or several over the frame, in whatever sans-serif the machine has. */
export async function textMark(frame: Frame, options: TextOptions): Promise<Frame> {
  const pixels = Math.max(1, Math.round(options.size * shorterEdge(frame) * 0.8));
  const text = `<span foreground="${options.color}">${escaped(options.text)}</span>`;
  const mark = await takeFrame(sharp({ text: { text, font: `sans ${pixels}`, dpi: 72, rgba: true } }).ensureAlpha());
  if (!hasInk(mark)) throw stepFailed('text', 'this machine has no font that shows it');
  return laidOver(frame, mark, options);
}

const shorterEdge = ({ width, height }: Frame) => Math.min(width, height);

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function hasInk({ data }: Frame): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return true;
  return false;
}

async function laidOver(frame: Frame, given: Frame, options: Placed): Promise<Frame> {
  const turned = options.angle ? await takeFrame(openFrame(given).rotate(options.angle, { background: '#00000000' })) : given;
  const margin = Math.round((options.margin ?? 0) * shorterEdge(frame));
  const mark = faded(await fitted(frame, turned, margin), options.opacity ?? 1);
  const blend = options.blend ?? 'over';
  if (options.tile) {
    const spaced = await takeFrame(openFrame(mark).extend({ top: margin, bottom: margin, left: margin, right: margin, background: '#00000000' }));
    return onto(frame, { ...rawInput(await fitted(frame, spaced, 0)), blend, tile: true, gravity: 'northwest' });
  }
  const start = (length: number, own: number, at: number) => Math.round(margin + (length - own - 2 * margin) * at);
  return onto(frame, {
    ...rawInput(mark),
    blend,
    left: start(frame.width, mark.width, options.x ?? 0.5),
    top: start(frame.height, mark.height, options.y ?? 0.5),
  });
}

/** A mark larger than the picture is made to fit between the margins. */
async function fitted(frame: Frame, mark: Frame, margin: number): Promise<Frame> {
  const width = Math.max(1, frame.width - 2 * margin);
  const height = Math.max(1, frame.height - 2 * margin);
  return mark.width <= width && mark.height <= height ? mark : takeFrame(openFrame(mark).resize(width, height, { fit: 'inside' }));
}

function faded(mark: Frame, opacity: number): Frame {
  if (opacity === 1) return mark;
  const data = Buffer.from(mark.data);
  for (let at = 3; at < data.length; at += 4) data[at] = Math.round((data[at] ?? 0) * opacity);
  return { ...mark, data };
}

const rawInput = ({ data, width, height, channels }: Frame) => ({ input: data, raw: { width, height, channels } });

async function onto(frame: Frame, layer: OverlayOptions): Promise<Frame> {
  const result = await takeFrame(openFrame(frame).composite([layer]));
  // Compositing adds an alpha channel; a picture that had none gets none.
  return frame.channels === 3 && result.channels === 4 ? takeFrame(openFrame(result).removeAlpha()) : result;
}
