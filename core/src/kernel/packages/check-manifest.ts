import type { Manifest } from '@picturerail/sdk';
import { Ajv, type ErrorObject } from 'ajv';
import semver from 'semver';
import { closestWord } from '../closest-word.ts';
import { isHost } from '../members/hosts.ts';
import { manifestSchema } from './manifest-schema.ts';

const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, verbose: true });
ajv.addFormat('semver-range', (range) => semver.validRange(range) !== null);
ajv.addFormat('semver', (version) => semver.valid(version) !== null);
ajv.addFormat('host', isHost);
const isManifest = ajv.compile<Manifest>(manifestSchema);

const formats: Record<string, string> = {
  'semver-range': 'a range of versions such as "^1.2.0"',
  semver: 'a version such as "1.2.0"',
  host: 'the name of a host such as "api.example.org", or "*.example.org" for all below it, without scheme, port and path',
};
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\/(id|parent)$/, 'lower-case words joined by single dashes, 2 to 20 characters'],
  [/\/entry$/, 'the path of a JavaScript module that begins with "./"'],
  [/\/(locales|assets|migrations)$/, 'a folder of the package that begins with "./"'],
  [/\/rights\//, 'the plugin\'s id and a word, such as "watermark.bypass"'],
  [/\/tables\//, 'lower-case words joined by single underscores'],
  [/\/routes\//, 'a path such as "/shop": lower-case words, without a slash at the end'],
  [/\/csp\/(script|style|frame)-src\/|\/csp\/form-action\//, 'a host such as "https://maps.example.org"; scripts and styles of a page itself carry its nonce'],
  [/\/csp\//, 'a host such as "https://tiles.example.org", or "data:" or "blob:"'],
  [/\/slots\//, 'a name with a version, such as "image.panel@1"'],
];

const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value);
const keyPath = (pointer: string): string => pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
const inKey = (pointer: string): string => (pointer === '' ? '' : ` in "${keyPath(pointer)}"`);

function unknownKey({ instancePath, params, parentSchema }: ErrorObject): string {
  const key = String(params.additionalProperty);
  const known = Object.keys((parentSchema as { readonly properties?: object }).properties ?? {});
  const meant = closestWord(key, known);
  const advice = meant ? `did you mean "${meant}"?` : known.length > 0 ? `known are ${known.join(', ')}` : 'its name does not have the right form';
  return `"${key}" is not a key that may stand${inKey(instancePath) || ' there'}; ${advice}`;
}

const sentences: Record<string, (error: ErrorObject) => string> = {
  additionalProperties: unknownKey,
  required: ({ instancePath, params }) => `"${params.missingProperty}" is missing${inKey(instancePath)}`,
  const: ({ instancePath, params, data }) => `"${keyPath(instancePath)}" is ${quoted(data)}, but must be ${quoted(params.allowedValue)}`,
  enum: ({ instancePath, params, data }) => {
    const meant = closestWord(String(data), params.allowedValues as string[]);
    return `"${keyPath(instancePath)}" is ${quoted(data)}, but must be one of ${(params.allowedValues as string[]).join(', ')}${meant ? `; did you mean "${meant}"?` : ''}`;
  },
  type: ({ instancePath, params, data }) => `"${keyPath(instancePath)}" is ${quoted(data)}, but must be of type "${params.type}"`,
  format: ({ instancePath, params, data }) => `"${keyPath(instancePath)}" is ${quoted(data)}, but must be ${formats[String(params.format)] ?? params.format}`,
  pattern: ({ instancePath, data, params }) => {
    const right = patterns.find(([where]) => where.test(instancePath))?.[1] ?? `of the form ${params.pattern}`;
    return `"${keyPath(instancePath)}" is ${quoted(data)}, but must be ${right}`;
  },
  not: ({ instancePath, data }) => `"${keyPath(instancePath)}" is ${quoted(data)}, which is a reserved word`,
};

const describe = (error: ErrorObject): string =>
  sentences[error.keyword]?.(error) ?? `"${keyPath(error.instancePath)}" is ${quoted(error.data)}, which ${error.message}`;

/** What a schema cannot say: keys that carry the plugin's own id. */
function foreignRights({ id, rights = [] }: Manifest): string[] {
  return rights.filter(({ key }) => !key.startsWith(`${id}.`)).map(({ key }) => `the right "${key}" must begin with "${id}."`);
}

export type CheckedManifest = { readonly manifest: Manifest } | { readonly problems: readonly string[] };

/** The manifest, or a sentence for each of its problems. */
export function checkManifest(value: unknown): CheckedManifest {
  if (!isManifest(value)) return { problems: (isManifest.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(describe) };
  const problems = foreignRights(value);
  return problems.length > 0 ? { problems } : { manifest: value };
}
