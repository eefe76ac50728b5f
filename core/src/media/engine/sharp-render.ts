import type { Json } from '@picturerail/sdk';
import type { Sharp } from 'sharp';
import { originalChanged } from '../errors.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { cropPixels, type Geometry, geometryOf } from '../plan/geometry.ts';
import type { RenderSize, RenderTask } from './engine.ts';
import { finishWithSharp } from './sharp-finish.ts';
import { type Frame, openFrame, takeFrame } from './sharp-frame.ts';
import { decoding, openWithSharp } from './sharp-input.ts';

/** Decodes once for each geometry among the sizes (nearly always one), and makes each size from the next larger one. */
export function renderWithSharp(task: RenderTask): Promise<void> {
  return decoding(task, async () => {
    await assertUnchanged(task);
    for (const sizes of byGeometry(task.sizes)) await renderGroup(task, sizes);
  });
}

function byGeometry(sizes: readonly RenderSize[]): Iterable<RenderSize[]> {
  const groups = new Map<string, RenderSize[]>();
  for (const size of sizes) {
    const geometry = canonicalJson(geometryOf(size.steps) as unknown as Json);
    groups.set(geometry, [...(groups.get(geometry) ?? []), size]);
  }
  return groups.values();
}

async function assertUnchanged(task: RenderTask): Promise<void> {
  const { width, height } = (await openWithSharp(task).metadata()).autoOrient;
  const known = task.upright;
  if (width !== known.width || height !== known.height) throw originalChanged(`${width} x ${height}`, `${known.width} x ${known.height}`);
}

async function renderGroup(task: RenderTask, sizes: readonly RenderSize[]): Promise<void> {
  const geometry = geometryOf(sizes[0]?.steps ?? []);
  const ordered = sizes.map((size) => ({ size, scaled: scaledSize(task, geometry, size) })).sort((a, b) => b.scaled.width - a.scaled.width);
  let frame: Frame | null = null;
  for (const { size, scaled } of ordered) {
    frame = frame === null ? await firstFrame(task, geometry, scaled) : await shrunk(frame, scaled);
    await finishWithSharp(task, size, size.fit === 'square' ? await squareOf(frame, geometry, size.width) : frame);
  }
}

interface Scaled {
  readonly width: number;
  readonly height: number;
}

/** What the picture is made smaller to: the size itself, or the smallest that covers a square. */
function scaledSize(task: RenderTask, { crop, turns }: Geometry, size: RenderSize): Scaled {
  if (size.fit === 'inside') return size;
  const cropped = cropPixels(task.upright.width, task.upright.height, crop);
  const [width, height] = turns % 2 === 1 ? [cropped.height, cropped.width] : [cropped.width, cropped.height];
  const scale = size.width / Math.min(width, height);
  return { width: Math.max(size.width, Math.round(width * scale)), height: Math.max(size.width, Math.round(height * scale)) };
}

async function firstFrame(task: RenderTask, { crop, mirrored, turns }: Geometry, scaled: Scaled): Promise<Frame> {
  const lying = turns % 2 === 1 ? { width: scaled.height, height: scaled.width } : scaled;
  const pixels = cropPixels(task.upright.width, task.upright.height, crop);
  const isWhole = pixels.width === task.upright.width && pixels.height === task.upright.height;
  // An extract forbids shrinking while loading.
  const cropped: Sharp = isWhole ? openWithSharp(task) : openWithSharp(task).extract(pixels);
  const flattened = task.format === 'jpeg' ? cropped.flatten({ background: '#ffffff' }) : cropped;
  const frame = await takeFrame(flattened.resize(lying.width, lying.height, { fit: 'fill' }));
  if (!mirrored && turns === 0) return frame;
  return takeFrame(openFrame(mirrored ? await takeFrame(openFrame(frame).flop()) : frame).rotate(turns * 90));
}

function shrunk(frame: Frame, { width, height }: Scaled): Frame | Promise<Frame> {
  return frame.width === width && frame.height === height ? frame : takeFrame(openFrame(frame).resize(width, height, { fit: 'fill' }));
}

function squareOf(frame: Frame, { focal }: Geometry, edge: number): Promise<Frame> {
  const start = (length: number, at: number) => Math.min(length - edge, Math.max(0, Math.round(length * at - edge / 2)));
  return takeFrame(openFrame(frame).extract({ left: start(frame.width, focal.x), top: start(frame.height, focal.y), width: edge, height: edge }));
}
