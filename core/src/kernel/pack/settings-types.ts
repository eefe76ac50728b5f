import { isObject } from '../packages/read-package.ts';

type Schema = Readonly<Record<string, unknown>>;

/** `picturerail-env.d.ts`: the type of a plugin's settings, as the schema in its manifest says it. */
export function settingsTypes(id: string, schema: Schema): string {
  const shared = { ...asObject(schema.definitions), ...asObject(schema.$defs) };
  return `// Written by "picturerail plugin pack" from "settings" in package.json; it is written anew each time.
/** What the webmaster can set of "${id}". */
export type Settings = ${objectType(schema, { shared, indent: '', complete: true })};
`;
}

interface Surroundings {
  readonly shared: Schema;
  readonly indent: string;
  /** Every property has a value: a setting that nobody set is its default. */
  readonly complete: boolean;
}

const asObject = (value: unknown): Schema => (isObject(value) ? value : {});

function typeOf(value: unknown, around: Surroundings): string {
  const schema = asObject(value);
  if (typeof schema.$ref === 'string') return typeOf(around.shared[schema.$ref.split('/').at(-1) ?? ''], around);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map((one) => JSON.stringify(one)));
  const choices = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(choices)) return union(choices.map((one) => typeOf(one, around)));
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, around)));
  return typeNamed(schema, around);
}

function typeNamed(schema: Schema, around: Surroundings): string {
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'null':
      return schema.type;
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items, { ...around, complete: false })})[]`;
    case 'object':
      return objectType(schema, around);
    default:
      return 'unknown';
  }
}

function objectType(schema: Schema, around: Surroundings): string {
  const inner = { ...around, indent: `${around.indent}  `, complete: false };
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const lines = Object.entries(asObject(schema.properties)).flatMap(([name, property]) => {
    const { description, default: fallback } = asObject(property);
    const there = required.includes(name) || (around.complete && fallback !== undefined);
    const about = typeof description === 'string' && !description.startsWith('%') ? [`${inner.indent}/** ${description.replaceAll('*/', '* /')} */`] : [];
    return [...about, `${inner.indent}readonly ${key(name)}${there ? '' : '?'}: ${typeOf(property, inner)};`];
  });
  const others = schema.additionalProperties;
  if (isObject(others)) lines.push(`${inner.indent}readonly [name: string]: ${lines.length > 0 ? 'unknown' : typeOf(others, inner)};`);
  return lines.length === 0 ? 'Record<string, unknown>' : `{\n${lines.join('\n')}\n${around.indent}}`;
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ') || 'never';
