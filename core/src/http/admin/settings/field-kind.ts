import type { Json } from '@picturerail/sdk';
import type { SettingsSchema } from '#settings';

/**
 * How a setting is asked for. `order`: some of a list of choices, first to last; `lines`: texts, one a line; `rows`: a
 * list of things with the same few properties; `json`: whatever no form fits.
 */
export type FieldKind = 'line' | 'multiline' | 'number' | 'boolean' | 'choice' | 'order' | 'lines' | 'rows' | 'secret' | 'json';

export const isObject = (value: Json | undefined): value is SettingsSchema => typeof value === 'object' && value !== null && !Array.isArray(value);

export function kindOf(schema: SettingsSchema): FieldKind {
  if (schema.writeOnly === true) return 'secret';
  if (Array.isArray(schema.enum)) return 'choice';
  switch (schema.type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return schema.ui === 'multiline' ? 'multiline' : 'line';
    case 'array':
      return isObject(schema.items) ? kindOfList(schema.items) : 'json';
    default:
      return 'json';
  }
}

function kindOfList(items: SettingsSchema): FieldKind {
  const kind = kindOf(items);
  if (kind === 'choice') return 'order';
  if (kind === 'line') return 'lines';
  return columnsOf(items).length > 0 ? 'rows' : 'json';
}

/** Properties of the things in a list, where a line of fields can hold them; else none. */
export function columnsOf(items: Json | undefined): { readonly name: string; readonly schema: SettingsSchema; readonly kind: FieldKind }[] {
  if (!isObject(items) || items.type !== 'object' || !isObject(items.properties)) return [];
  const columns = Object.entries(items.properties).map(([name, schema]) => ({ name, schema: isObject(schema) ? schema : {} }));
  const withKinds = columns.map((column) => ({ ...column, kind: kindOf(column.schema) }));
  return withKinds.every(({ kind }) => kind === 'line' || kind === 'number' || kind === 'choice') ? withKinds : [];
}
