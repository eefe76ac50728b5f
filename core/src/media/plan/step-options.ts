import type { Operation, Step } from '@picturerail/sdk';
import { Ajv } from 'ajv';
import { Type } from 'typebox';

const fraction = Type.Number({ minimum: 0, maximum: 1 });
const colour = Type.String({ pattern: '^#[0-9a-f]{6}$' });
const blends = ['over', 'multiply', 'screen', 'overlay', 'soft-light', 'difference'].map((blend) => Type.Literal(blend));

/** Where a mark stands: its place along each axis (0 left or top, 1 right or bottom), and the room it keeps to the edges. */
const placed = {
  x: Type.Optional(fraction),
  y: Type.Optional(fraction),
  margin: Type.Optional(Type.Number({ minimum: 0, maximum: 0.5 })),
  opacity: Type.Optional(fraction),
  blend: Type.Optional(Type.Union(blends)),
  tile: Type.Optional(Type.Boolean()),
  /** Degrees clockwise, for marks that run diagonally. */
  angle: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
};

const options = (properties: Parameters<typeof Type.Object>[0]) => Type.Object(properties, { additionalProperties: false });

/** Lengths are fractions of the shorter edge, places fractions of width and height. */
const schemas = {
  /** `size` is the longer edge of the mark. */
  composite: options({ file: Type.String({ pattern: '^file:[0-9a-f]{64}$' }), size: Type.Number({ exclusiveMinimum: 0, maximum: 2 }), ...placed }),
  /** `size` is the height of a line. */
  text: options({ text: Type.String({ minLength: 1, maxLength: 500 }), size: Type.Number({ exclusiveMinimum: 0, maximum: 1 }), color: colour, ...placed }),
  crop: options({
    x: fraction,
    y: fraction,
    width: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    height: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
  }),
  /** Clockwise. */
  rotate: options({ degrees: Type.Union([90, 180, 270].map((degrees) => Type.Literal(degrees))) }),
  /** `horizontal` exchanges left and right. */
  flip: options({ axis: Type.Union([Type.Literal('horizontal'), Type.Literal('vertical')]) }),
  /** The point that a square keeps in view. */
  focal: options({ x: fraction, y: fraction }),
  sharpen: options({ amount: fraction }),
  tint: options({ color: colour }),
  /** What derivatives say of themselves; nothing of the original's metadata is kept. */
  metadata: options({ copyright: Type.Optional(Type.String({ maxLength: 500 })), author: Type.Optional(Type.String({ maxLength: 200 })) }),
};

const ajv = new Ajv({ allErrors: false });
const checks = new Map(Object.entries(schemas).map(([operation, schema]) => [operation, ajv.compile(schema)]));

/** What is wrong with a step, as the end of a sentence; null where it is in order. */
export function stepProblem(step: Step): string | null {
  const check = checks.get(step.operation as Operation);
  if (check === undefined) return `"${String(step.operation)}" is no operation; there are ${[...checks.keys()].join(', ')}`;
  if (check(step.options)) return null;
  const [error] = check.errors ?? [];
  return `the options of "${step.operation}" do not fit: ${error?.instancePath.slice(1) ?? ''} ${error?.message ?? ''}`.replaceAll(/ +/g, ' ').trim();
}
