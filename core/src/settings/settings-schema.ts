import type { Json, Scope } from '@picturerail/sdk';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { schemaInvalid } from './errors.ts';
import { byExample, type Problem, problemOf, secretProblem } from './problem-sentence.ts';

/** JSON Schema of an object. A property may carry `scopes` (default `["gallery"]`) and `writeOnly` (a secret). */
export type SettingsSchema = { readonly [key: string]: Json };

export type Values = { readonly [name: string]: Json };
export type ScopeKind = 'gallery' | 'group' | 'album' | 'image';
const scopeKinds: readonly string[] = ['gallery', 'group', 'album', 'image'];

/** One setting as pages and the command show it. */
export interface Explained {
  readonly name: string;
  /** Undefined where it is a secret, or nobody set it and the schema has no default. */
  readonly value: Json | undefined;
  readonly secret: boolean;
  /** True where somebody set it. */
  readonly isSet: boolean;
  /** Where the value comes from, the last that has a say. */
  readonly from: 'default' | Scope;
  /** Each scope of the chain that sets it, in order; objects merge by key. */
  readonly layers: readonly { readonly scope: 'default' | Scope; readonly value: Json | undefined }[];
}

export interface Property {
  readonly schema: SettingsSchema;
  readonly scopes: readonly ScopeKind[];
  readonly secret: boolean;
  readonly fallback: Json | undefined;
  /** What is wrong with a value, or null. */
  problem(value: Json): Problem | null;
}

export interface DeclaredSettings {
  readonly owner: string;
  readonly schema: SettingsSchema;
  readonly properties: ReadonlyMap<string, Property>;
  /** What is wrong with all values together, or null. */
  problem(values: Values): { readonly name: string; readonly problem: string } | null;
}

/** A rule that a schema cannot say: the name of a setting and what is wrong with it. */
export type Check = (values: Values) => { readonly name: string; readonly problem: string } | null;

function compiler(): Ajv {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, verbose: true, allErrors: true });
  formats.default(ajv);
  ajv.addVocabulary(['scopes', 'ui']);
  return ajv;
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Checks a schema of settings and prepares it for use. Errors: `settings-schema-invalid`. */
export function declareSettings(owner: string, schema: SettingsSchema, check: Check = () => null): DeclaredSettings {
  const { properties } = schema;
  if (schema.type !== 'object' || !isObject(properties)) throw schemaInvalid(owner, 'the schema must have "type": "object" and "properties"');
  const ajv = compiler();
  const whole = compiled(ajv, owner, { additionalProperties: false, ...schema, ...withoutSecrets(schema, properties) });
  const shared = Object.fromEntries(Object.entries(schema).filter(([key]) => key === '$defs' || key === 'definitions'));
  const declared = Object.entries(properties).map(([name, property]) => [name, declareProperty(ajv, owner, name, property, shared)] as const);
  return {
    owner,
    schema,
    properties: new Map(declared),
    problem: (values) => {
      if (whole(values)) return check(values);
      const path = whole.errors?.[0]?.instancePath.split('/')[1];
      return { name: path ?? String(whole.errors?.[0]?.params.missingProperty ?? owner), problem: problemOf(whole.errors).sentence };
    },
  };
}

/** Secrets are not read when values are checked together, so that none can be required there. */
function withoutSecrets({ required }: SettingsSchema, properties: SettingsSchema): SettingsSchema {
  if (!Array.isArray(required)) return {};
  const isSecret = (name: Json) => (properties[String(name)] as SettingsSchema | undefined)?.writeOnly === true;
  return { required: required.filter((name: Json) => !isSecret(name)) };
}

function compiled(ajv: Ajv, owner: string, schema: SettingsSchema): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw schemaInvalid(owner, error instanceof Error ? error.message : String(error));
  }
}

function exampleOf({ examples }: SettingsSchema): string | undefined {
  const [example] = Array.isArray(examples) ? examples : [];
  return typeof example === 'string' ? example : undefined;
}

function declareProperty(ajv: Ajv, owner: string, name: string, schema: Json, shared: SettingsSchema): Property {
  if (!isObject(schema)) throw schemaInvalid(owner, `"${name}" must be a schema`);
  const scopes = schema.scopes ?? ['gallery'];
  const unknown = Array.isArray(scopes) ? scopes.find((scope) => !scopeKinds.includes(String(scope))) : scopes;
  if (unknown !== undefined) throw schemaInvalid(owner, `"${name}" names the scope "${String(unknown)}"; scopes are ${scopeKinds.join(', ')}`);
  const validate = compiled(ajv, owner, { ...shared, ...schema });
  const secret = schema.writeOnly === true;
  const flaw = () => byExample(secret ? secretProblem(validate.errors) : problemOf(validate.errors), exampleOf(schema));
  const problem = (value: Json) => (validate(value) ? null : flaw());
  const fallback = schema.default;
  const wrong = fallback === undefined ? null : problem(fallback);
  if (wrong !== null) throw schemaInvalid(owner, `the default of "${name}" does not fit: ${wrong.sentence}`);
  return { schema, scopes: scopes as ScopeKind[], secret, fallback, problem };
}
