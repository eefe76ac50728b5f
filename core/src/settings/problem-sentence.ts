import type { ErrorObject } from 'ajv';
import { closestWord } from '#kernel';

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? '');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const articles: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
};

/** `/sizes/0/edge` as people write it: `sizes[0].edge`. */
const placeOf = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll('~1', '/').replaceAll('~0', '~')}`))
    .join('')
    .replace(/^\./, '');

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

const sentences: Record<string, (error: ErrorObject) => string> = {
  type: ({ data, params }) =>
    `${shown(data)} is not ${[params.type]
      .flat()
      .map((type: string) => articles[type] ?? type)
      .join(' or ')}`,
  enum: ({ data, params }) => oneOf(data, params.allowedValues),
  const: ({ data, params }) => `${shown(data)} must be ${shown(params.allowedValue)}`,
  minimum: ({ data, params }) => `${shown(data)} is too small; the least is ${params.limit}`,
  maximum: ({ data, params }) => `${shown(data)} is too large; the most is ${params.limit}`,
  exclusiveMinimum: ({ data, params }) => `${shown(data)} is too small; it must be above ${params.limit}`,
  exclusiveMaximum: ({ data, params }) => `${shown(data)} is too large; it must be below ${params.limit}`,
  multipleOf: ({ data, params }) => `${shown(data)} is not a multiple of ${params.multipleOf}`,
  minLength: ({ data, params }) => `${shown(data)} is too short; at least ${count(params.limit, 'character', 'characters')}`,
  maxLength: ({ data, params }) => `${shown(data)} is too long; at most ${count(params.limit, 'character', 'characters')}`,
  pattern: ({ data, params }) => `${shown(data)} does not have the form ${params.pattern}`,
  format: ({ data, params }) => `${shown(data)} is not a valid ${params.format}`,
  minItems: ({ params }) => `the list is too short; at least ${count(params.limit, 'entry', 'entries')}`,
  maxItems: ({ params }) => `the list is too long; at most ${count(params.limit, 'entry', 'entries')}`,
  uniqueItems: ({ params }) => `entries ${params.j} and ${params.i} of the list are the same`,
  required: ({ params }) => `"${params.missingProperty}" is missing`,
  additionalProperties: ({ params, parentSchema }) => {
    const closest = closestWord(params.additionalProperty, Object.keys((parentSchema?.properties as object | undefined) ?? {}));
    return `"${params.additionalProperty}" is not known${closest ? `; did you mean "${closest}"?` : ''}`;
  },
};

function oneOf(data: unknown, allowed: readonly unknown[]): string {
  const closest = typeof data === 'string' ? closestWord(data, allowed.map(String)) : undefined;
  return closest
    ? `${shown(data)} is not one of ${allowed.map(shown).join(', ')}; did you mean "${closest}"?`
    : `${shown(data)} is not one of ${allowed.map(shown).join(', ')}`;
}

/** What is wrong with a value. */
export interface Problem {
  /** Half a sentence, in English. */
  readonly sentence: string;
  /** Of the core's text that says the same in other languages, `settings.problem.<key>`, and what it is filled with. */
  readonly key: string;
  readonly values: { readonly [name: string]: string | number };
  /** Where inside the value, such as `[0].edge`; empty for the value as a whole. */
  readonly place: string;
}

/** What is wrong with a value: needs ajv's `verbose`. */
export function problemOf(errors: readonly ErrorObject[] | null | undefined): Problem {
  // A misspelt name is also a missing one: the misspelling says more.
  const error = errors?.find(({ keyword }) => keyword === 'additionalProperties') ?? errors?.[0];
  if (!error) return { sentence: 'it is not valid', key: 'other', values: {}, place: '' };
  const place = placeOf(error.instancePath);
  const sentence = sentences[error.keyword]?.(error) ?? `${shown(error.data)} ${error.message ?? 'is not valid'}`;
  return { sentence: place === '' ? sentence : `${place}: ${sentence}`, key: keyOf(error), values: valuesOf(error), place };
}

/** The same of a secret, which is not quoted. */
export function secretProblem(errors: readonly ErrorObject[] | null | undefined): Problem {
  const error = errors?.[0];
  const limit = Number(error?.params.limit ?? 0);
  const sentence = `the secret ${error?.message ?? 'is not valid'}`;
  return { sentence, key: `secret.${error?.keyword ?? 'other'}`, values: { limit, count: limit }, place: '' };
}

const forms: readonly string[] = ['pattern', 'format', 'secret.pattern', 'secret.format'];

/** A wrong form is told by an example, where the schema gives one, rather than by its pattern. */
export function byExample(problem: Problem, example: string | undefined): Problem {
  if (example === undefined || problem.place !== '' || !forms.includes(problem.key)) return problem;
  const what = problem.key.startsWith('secret.') ? 'the secret' : problem.values.value;
  return { ...problem, sentence: `${what} does not have the right form; it looks like "${example}"`, key: 'example', values: { example } };
}

const keyOf = ({ keyword, params }: ErrorObject): string => (keyword === 'type' && typeof params.type === 'string' ? `type.${params.type}` : keyword);

/** What sentences in any language may need. */
function valuesOf({ data, params }: ErrorObject): Problem['values'] {
  const { limit, allowedValues, allowedValue, missingProperty, additionalProperty, multipleOf, pattern, format, i, j } = params;
  const given: { readonly [name: string]: unknown } = {
    limit,
    count: limit,
    allowed: Array.isArray(allowedValues) ? allowedValues.map(shown).join(', ') : allowedValue === undefined ? undefined : shown(allowedValue),
    name: missingProperty ?? additionalProperty,
    factor: multipleOf,
    pattern,
    format,
    // People count from one.
    first: typeof j === 'number' ? j + 1 : undefined,
    second: typeof i === 'number' ? i + 1 : undefined,
  };
  const known = Object.entries(given).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number');
  return { value: shown(data), ...Object.fromEntries(known) };
}
