import type { Operation, Step } from '@picturerail/sdk';
import { Ajv } from 'ajv';

const fraction = { type: 'number', minimum: 0, maximum: 1 };
const length = (maximum: number) => ({ type: 'number', exclusiveMinimum: 0, maximum });
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const oneOf = (...values: readonly (string | number)[]) => ({ enum: values });
const color = { type: 'string', pattern: '^#[0-9a-f]{6}$' };
const file = { type: 'string', pattern: '^file:[0-9a-f]{64}$' };

/** Where a mark stands: its place along each axis (0 left or top, 1 right or bottom), and the room it keeps to the edges. */
const placed = {
  x: fraction,
  y: fraction,
  margin: { type: 'number', minimum: 0, maximum: 0.5 },
  opacity: fraction,
  blend: oneOf('over', 'multiply', 'screen', 'overlay', 'soft-light', 'difference'),
  tile: { type: 'boolean' },
  /** Degrees clockwise, for marks that run diagonally. */
  angle: { type: 'number', minimum: -180, maximum: 180 },
};

const options = (required: object, optional: object = {}) => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

/** Options by operation, as JSON Schema. Lengths are fractions of the shorter edge, places fractions of width and height. */
const schemas: { readonly [operation in Operation]: object } = {
  /** `size` is the longer edge of the mark. */
  composite: options({ file, size: length(2) }, placed),
  /** `size` is the height of a line. */
  text: options({ text: text(500), size: length(1), color }, placed),
  crop: options({ x: fraction, y: fraction, width: length(1), height: length(1) }),
  /** Clockwise. */
  rotate: options({ degrees: oneOf(90, 180, 270) }),
  /** `horizontal` exchanges left and right. */
  flip: options({ axis: oneOf('horizontal', 'vertical') }),
  /** The point that a square keeps in view. */
  focal: options({ x: fraction, y: fraction }),
  sharpen: options({ amount: fraction }),
  tint: options({ color }),
  /** What derivatives say of themselves; nothing of the original's metadata is kept. */
  metadata: options({}, { copyright: text(500), author: text(200) }),
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
