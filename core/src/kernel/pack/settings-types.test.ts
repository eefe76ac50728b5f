import { expect, test } from 'vitest';
import { settingsTypes } from './settings-types.ts';

const typesOf = (schema: object): string =>
  settingsTypes('x', schema as never)
    .split('export type Settings = ')[1]
    ?.trim() ?? '';

test('the types of settings say what the schema says', () => {
  const schema = {
    type: 'object',
    $defs: { size: { type: 'integer', minimum: 1 } },
    required: ['name'],
    properties: {
      name: { type: 'string', description: 'How it is called.' },
      'key-of-it': { type: 'string', writeOnly: true, description: '%secret%' },
      size: { $ref: '#/$defs/size', default: 3 },
      titles: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, default: [] },
      place: { type: ['string', 'null'], default: null },
      where: { type: 'object', required: ['x'], properties: { x: { type: 'number' }, y: { type: 'boolean', default: false } }, default: { x: 1 } },
      by: { type: 'object', additionalProperties: { type: 'boolean' }, default: {} },
      either: { oneOf: [{ const: 'all' }, { type: 'integer' }], default: 'all' },
      anything: { default: 1 },
    },
  };
  expect(typesOf(schema)).toBe(`{
  /** How it is called. */
  readonly name: string;
  readonly "key-of-it"?: string;
  readonly size: number;
  readonly titles: readonly ("a" | "b")[];
  readonly place: string | null;
  readonly where: {
    readonly x: number;
    readonly y?: boolean;
  };
  readonly by: {
    readonly [name: string]: boolean;
  };
  readonly either: "all" | number;
  readonly anything: unknown;
};`);
});

test('of nothing to set they are those of any object', () => {
  expect(typesOf({ type: 'object', properties: {} })).toBe('Record<string, unknown>;');
});
