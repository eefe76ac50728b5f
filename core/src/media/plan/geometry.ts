import type { Step } from '@picturerail/sdk';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * All steps that move pixels about, folded into one: first a crop of the upright original, then mirrored left to
 * right, then quarter turns clockwise. Everything in fractions.
 */
export interface Geometry {
  readonly crop: Rectangle;
  readonly mirrored: boolean;
  readonly turns: number;
  /** What squares keep in view, in the finished picture. */
  readonly focal: { readonly x: number; readonly y: number };
}

const whole: Geometry = { crop: { x: 0, y: 0, width: 1, height: 1 }, mirrored: false, turns: 0, focal: { x: 0.5, y: 0.5 } };

const isGeometric = new Set(['crop', 'rotate', 'flip', 'focal']);

/** True where nothing is cut off, mirrored or turned. */
export const showsAll = ({ crop, mirrored, turns }: Geometry): boolean => crop.width === 1 && crop.height === 1 && !mirrored && turns === 0;

/** The others, in their order: they work on the picture in its final size. */
export const finishingSteps = (steps: readonly Step[]): Step[] => steps.filter(({ operation }) => !isGeometric.has(operation));

export const geometryOf = (steps: readonly Step[]): Geometry => steps.reduce((so, step) => (folds[step.operation] ?? keep)(so, step.options as never), whole);

/** Pixels of the finished picture before it is made smaller. */
export function finishedSize(width: number, height: number, { crop, turns }: Geometry): { readonly width: number; readonly height: number } {
  const pixels = cropPixels(width, height, crop);
  return turns % 2 === 1 ? { width: pixels.height, height: pixels.width } : { width: pixels.width, height: pixels.height };
}

/** At least one pixel, and inside the picture. */
export function cropPixels(width: number, height: number, crop: Rectangle): { left: number; top: number; width: number; height: number } {
  const left = Math.min(Math.round(crop.x * width), width - 1);
  const top = Math.min(Math.round(crop.y * height), height - 1);
  return {
    left,
    top,
    width: Math.max(1, Math.min(Math.round(crop.width * width), width - left)),
    height: Math.max(1, Math.min(Math.round(crop.height * height), height - top)),
  };
}

type Fold = (so: Geometry, options: never) => Geometry;
const keep: Fold = (so) => so;

const folds: { readonly [operation: string]: Fold } = {
  crop: (so, options: Rectangle) => {
    const inner = undone(so, { ...options, width: Math.min(options.width, 1 - options.x), height: Math.min(options.height, 1 - options.y) });
    const crop = {
      x: so.crop.x + inner.x * so.crop.width,
      y: so.crop.y + inner.y * so.crop.height,
      width: inner.width * so.crop.width,
      height: inner.height * so.crop.height,
    };
    const within = (at: number, start: number, length: number) => (length > 0 ? Math.min(1, Math.max(0, (at - start) / length)) : 0.5);
    return { ...so, crop, focal: { x: within(so.focal.x, options.x, options.width), y: within(so.focal.y, options.y, options.height) } };
  },
  rotate: (so, options: { readonly degrees: number }) => {
    const quarters = options.degrees / 90;
    return { ...so, turns: (so.turns + quarters) % 4, focal: repeat(quarters, so.focal, ({ x, y }) => ({ x: 1 - y, y: x })) };
  },
  flip: (so, options: { readonly axis: 'horizontal' | 'vertical' }) => {
    const { x, y } = so.focal;
    const horizontal = options.axis === 'horizontal';
    // Mirroring after turning is turning the other way after mirroring; up-down is left-right and half a turn.
    const turns = (4 - so.turns + (horizontal ? 0 : 2)) % 4;
    return { ...so, mirrored: !so.mirrored, turns, focal: horizontal ? { x: 1 - x, y } : { x, y: 1 - y } };
  },
  focal: (so, options: { readonly x: number; readonly y: number }) => ({ ...so, focal: { x: options.x, y: options.y } }),
};

/** A rectangle of the finished picture, where it lies in the crop it came from. */
function undone({ turns, mirrored }: Geometry, rectangle: Rectangle): Rectangle {
  const turned = repeat(turns, rectangle, ({ x, y, width, height }) => ({ x: y, y: 1 - x - width, width: height, height: width }));
  return mirrored ? { ...turned, x: 1 - turned.x - turned.width } : turned;
}

function repeat<T>(times: number, start: T, turn: (value: T) => T): T {
  let value = start;
  for (let count = 0; count < times; count += 1) value = turn(value);
  return value;
}
