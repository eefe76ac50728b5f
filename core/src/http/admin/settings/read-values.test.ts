import type { Json } from '@picturerail/sdk';
import { describe, expect, it } from 'vitest';
import type { SettingsSchema } from '#settings';
import { kindOf } from './field-kind.ts';
import { readValues } from './read-values.ts';

const size = { type: 'object', properties: { name: { type: 'string' }, edge: { type: 'integer' }, fit: { enum: ['inside', 'square'] } } } as const;

it.each<[string, SettingsSchema]>([
  ['line', { type: 'string' }],
  ['multiline', { type: 'string', ui: 'multiline' }],
  ['number', { type: 'integer' }],
  ['boolean', { type: 'boolean' }],
  ['choice', { enum: ['a', 1] }],
  ['order', { type: 'array', items: { type: 'string', enum: ['a'] } }],
  ['lines', { type: 'array', items: { type: 'string' } }],
  ['rows', { type: 'array', items: size }],
  ['secret', { type: 'string', writeOnly: true }],
  ['json', { type: 'object' }],
  ['json', { type: ['string', 'null'] }],
  ['json', { type: 'array', items: { type: 'object', properties: { inner: { type: 'object' } } } }],
  ['json', {}],
])('a field is of the kind "%s" for %j', (kind, schema) => expect(kindOf(schema)).toBe(kind));

describe('what a form holds', () => {
  const read = (schema: SettingsSchema, fields: readonly (readonly [string, string])[]): Json | undefined =>
    readValues(new URLSearchParams(fields.map(([name, value]) => [name, value])), new Map([['x', schema]])).x;

  it.each<[SettingsSchema, string, Json]>([
    [{ type: 'string', default: 'a' }, '', ''],
    [{ type: 'string' }, '', null],
    [{ type: 'string' }, 'a\r\nb', 'a\nb'],
    [{ type: 'integer' }, ' 12 ', 12],
    [{ type: 'number', default: 1 }, '-0.5', -0.5],
    [{ type: 'number', default: 1 }, '', ''],
    [{ type: 'number' }, '', null],
    [{ type: 'number' }, '1e3', '1e3'],
    [{ type: 'number' }, '0x10', '0x10'],
    [{ enum: ['1', 2] }, '2', 2],
    [{ enum: ['1', 2] }, '3', '3'],
    [{ type: 'array', items: { type: 'string' } }, 'a\r\n \r\nb', ['a', 'b']],
    [{ type: 'object' }, '{"a":1}', { a: 1 }],
    [{ type: 'object' }, '{"a"', '{"a"'],
  ])('%j and %j become %j', (schema, typed, value) => expect(read(schema, [['v.x', typed]])).toEqual(value));

  it('is false for a box that was not ticked', () => {
    expect(read({ type: 'boolean' }, [])).toBe(false);
    expect(read({ type: 'boolean' }, [['v.x', '1']])).toBe(true);
  });

  it('leaves a secret alone where nothing was typed, and takes it away where that was asked for', () => {
    const secret = { type: 'string', writeOnly: true };
    expect(read(secret, [['v.x', '']])).toBeUndefined();
    expect(read(secret, [['v.x', 'new']])).toBe('new');
    expect(
      read(secret, [
        ['v.x', 'new'],
        ['forget.x', '1'],
      ]),
    ).toBeNull();
  });

  it('keeps the order of choices, and of lines that are not empty', () => {
    expect(
      read({ type: 'array', items: { enum: ['a', 'b', 'c'] } }, [
        ['v.x', 'c'],
        ['v.x', ''],
        ['v.x', 'a'],
      ]),
    ).toEqual(['c', 'a']);
    const line = (index: number, name: string, edge: string): [string, string][] => [
      [`v.x.${index}.name`, name],
      [`v.x.${index}.edge`, edge],
      [`v.x.${index}.fit`, 'inside'],
    ];
    expect(read({ type: 'array', items: size }, [...line(0, 'a', '100'), ...line(1, '', ''), ...line(2, 'b', 'wide')])).toEqual([
      { name: 'a', edge: 100, fit: 'inside' },
      { name: 'b', edge: 'wide', fit: 'inside' },
    ]);
  });
});
